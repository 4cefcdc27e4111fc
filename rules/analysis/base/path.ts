/** Absolute paths with `/`, as every `Disk` takes them; on Windows they begin with a drive (`C:/`). */

const isRoot = (path: string): boolean => path === '/' || /^[A-Za-z]:\/?$/.test(path);

/** The folder of a file or folder; of a root, itself. */
export function folderOf(path: string): string {
  if (isRoot(path)) return path;
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash);
  return isRoot(`${folder}/`) ? `${folder}/` : folder;
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);

/** `path` as seen from `folder`, without `.` and `..`; `\` counts as `/`. */
export function join(folder: string, path: string): string {
  const whole = (isAbsolute(path) ? path : `${folder}/${path}`).replaceAll('\\', '/');
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const joined = parts.join('/');
  if (/^[A-Za-z]:$/.test(joined)) return `${joined}/`;
  return whole.startsWith('/') ? `/${joined}` : joined;
}

/** Whether `path` is `folder` or lies in it. */
export const isInside = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

/** `folder` and every folder above it up to `top`, innermost first; all of them where `top` is not above. */
export function ancestors(folder: string, top: string): string[] {
  const found = [folder];
  for (let at = folder; at !== top && !isRoot(at); ) found.push((at = folderOf(at)));
  return found;
}

/** A path of the host's with `/`, whatever the platform writes. */
export const slashed = (path: string): string => (/^[A-Za-z]:\\|^\\\\/.test(path) ? path.replaceAll('\\', '/') : path);
