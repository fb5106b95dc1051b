/**
 * Workloads over sites: which goes where so that all have room, every rule holds, and it costs
 * least. {@link org.hansa.platform.place.sites.Instance} says what there is, {@link
 * org.hansa.platform.place.sites.Search} improves a {@link
 * org.hansa.platform.place.sites.Placement} of it. Amounts are thousandths of their unit, prices
 * millionths of money for a unit and hour, and costs billionths of money for an hour: whole
 * numbers, so that no sum depends on the order of its parts. For one thread at a time.
 */
package org.hansa.platform.place.sites;
