// The screen of one element: turns slices into the two twins. Knows no worker, storage, transport or key.
//
//   const screen = new Screen(shadowRoot, { assets: './', lang: 'ru', theme: 'auto' });
//   screen.on = { open, back, view, search, text... };          every callback is optional
//   screen.show({ status, worklist });                          what is given replaces what was shown; what is absent stays
//   screen.show({ card, timeline });                            a customer's card and history; null closes them
//
// What the element answers:
//   open(id)            a row was chosen: show({card, timeline}) of that customer
//   back()              to the list: the screen has already shown the list it had
//   view(name)          'waiting' | 'unfiled' | 'all': show({worklist})
//   search(text)        the text of the search field, '' when it is left: show({found}), or found: null for ''
//   range(what, from, limit)   more rows are needed: show the same slice with rows [from, from+limit), 'worklist' or
//                       'timeline' (in the timeline's newest-first order)
//   save(kind, text)    'note' | 'consultation': the returned promise resolves when it is durably stored; on rejection the
//                       words stay in the field
//   join(link)          an invite was pasted
//   retry()             the button of the error pane
import type { Slices } from './slices';

export interface ScreenOptions {
    assets: string;                      // base URL of ui.mjs, ui.wasm, font-400.*, font-600.*; ends in a slash
    lang: string;                        // ru | kk | en; anything else is shown in Russian
    theme: 'light' | 'dark' | 'auto';
    canvas?: boolean;                    // false: the text twin is the interface
}

export interface ScreenCallbacks {
    open?(id: string): void;
    back?(): void;
    view?(name: 'waiting' | 'unfiled' | 'all'): void;
    search?(text: string): void;
    range?(what: 'worklist' | 'timeline', from: number, limit: number): void;
    save?(kind: 'note' | 'consultation', text: string): Promise<void> | void;
    join?(link: string): void;
    retry?(): void;
}

export class Screen {
    on: ScreenCallbacks = {};
    frames = 0;  // canvas frames drawn so far: nothing when idle

    constructor(root: ShadowRoot, options: ScreenOptions) {
        void root;
        void options;
    }
    show(slices: Slices): void {
        void slices;
    }
    set(options: Partial<Pick<ScreenOptions, 'lang' | 'theme'>>): void {
        void options;
    }
    destroy(): void {}
}
