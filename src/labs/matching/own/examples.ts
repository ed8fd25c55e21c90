/** Small costs over which people asked in public why a program's matching was no best one, or not theirs. */
export const examples: readonly { readonly label: string; readonly text: string }[] = [
  {
    label: 'Four by four, answered with 38 instead of 26.5',
    text: '9,7.6,7.5,7;3.5,8.5,5.5,6.5;12.5,9.5,9,10.5;4.5,11,9.5,11.5',
  },
  {
    label: 'Small numbers with ties, answered with 10 instead of 6',
    text: '1,1,1,2;3,2,4,1;4,4,2,4;2,3,3,3',
  },
  {
    label: 'Two equal rows: two matchings are best',
    text: '0,9,7,5;4,2,0,9;7,5,4,2;0,9,7,5',
  },
  {
    label: 'Ten by ten: three matchings are best, at 25',
    text: '4,4,3,4,4,4,4,4,3,4;1,1,4,5,5,3,3,2,4,5;5,3,5,1,1,2,5,5,5,6;6,5,1,2,6,1,6,3,6,1;7,6,6,6,7,5,7,6,7,7;3,7,7,7,8,6,2,7,8,3;8,2,2,8,2,7,1,8,9,8;9,8,8,9,8,8,9,8,8,9;10,9,9,3,3,9,9,10,1,2;2,10,10,10,10,10,10,1,10,10',
  },
  {
    label: 'All costs equal: every matching is best',
    text: Array.from({ length: 8 }, () => Array(8).fill(1).join(',')).join(';'),
  },
];
