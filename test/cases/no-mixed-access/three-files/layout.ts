export enum Word { Busy, Length, Data }
export const WORDS = 16;
