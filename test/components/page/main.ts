/** The real page, with a host of numbers behind it. */
import './host';
import '../../../webview-ui/app/main';
