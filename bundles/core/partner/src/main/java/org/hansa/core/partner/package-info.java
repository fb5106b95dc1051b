/**
 * What partners begin, build and check a driver with, outside of Hansa and on nothing but a JDK and
 * what the distribution carries. {@link org.hansa.core.partner.StandIn} and {@link
 * org.hansa.core.partner.StandInTest} are for their tests. What they have to mend is said by {@link
 * org.hansa.core.partner.Refused}.
 */
@Export
@Version("1.0.0")
package org.hansa.core.partner;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
