// JSX of React 19:  import 'customer-history/react';   <customer-history customer={phone} onch-select={(event) => …} />
import type { CustomerHistoryAttributes, CustomerHistoryElement, CustomerHistoryEvents } from './element';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Listeners = { [Name in keyof CustomerHistoryEvents as `on${Name}`]?: (event: CustomerHistoryEvents[Name]) => void };
type Native = Omit<DetailedHTMLProps<HTMLAttributes<CustomerHistoryElement>, CustomerHistoryElement>, keyof CustomerHistoryAttributes>;

declare module 'react' {
    namespace JSX {
        interface IntrinsicElements {
            'customer-history': Native & CustomerHistoryAttributes & Listeners;
        }
    }
}
