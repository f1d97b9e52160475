// Templates of Vue 3:  import 'customer-history/vue';   and  isCustomElement: (tag) => tag === 'customer-history'
import type { CustomerHistoryAttributes, CustomerHistoryElement, CustomerHistoryEvents } from './element';
import type { HTMLAttributes } from 'vue';

type Listeners = { [Name in keyof CustomerHistoryEvents as `on${Capitalize<Name>}`]?: (event: CustomerHistoryEvents[Name]) => void };

declare module 'vue' {
    interface GlobalComponents {
        'customer-history': new () => CustomerHistoryElement & { $props: HTMLAttributes & CustomerHistoryAttributes & Listeners };
    }
}
