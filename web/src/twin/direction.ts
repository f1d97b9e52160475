// Letters that are written from right to left and join each other: Hebrew, Arabic, Syriac, Thaana, N'Ko and their forms. The
// canvas knows neither; it leaves room for their words, and the text twin shows them.
export const right_to_left = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
