/** What a partner brings: a bundle of routes, built in the test as a partner's build would. */
package org.hansa.itests.archive.partner;
