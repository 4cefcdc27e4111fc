export enum Status {
  Pending,
  Done,
  Failed,
}
export interface Request {
  op: 'read';
  path: string;
}
