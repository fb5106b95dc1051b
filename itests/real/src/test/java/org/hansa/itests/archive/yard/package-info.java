/** A driver as a partner would write it, for an outside that many Hansas reach: a yard. */
package org.hansa.itests.archive.yard;
