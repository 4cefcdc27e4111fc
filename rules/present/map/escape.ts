/** Text as XML and HTML want it. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for XML or HTML, in content and in attributes; control characters, which XML refuses, are made visible. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? found).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, (found) => String.fromCodePoint(found === '\x7f' ? 0x2421 : 0x2400 + found.charCodeAt(0)));
