/** What the link that skips to the controls of a lab looks for. */
export const CONTROLS_ID = 'controls';
