/** What an answer, from 1, is called where it is given by hand: A, B, C. */
export const letterOf = (answer: number) => String.fromCharCode(64 + answer);
