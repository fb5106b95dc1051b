/**
 * The search itself: what it may spend, how warm it is, and the dice. A problem says what it has in
 * hand by {@link org.hansa.platform.place.search.Problem}; {@link
 * org.hansa.platform.place.search.Annealing} calls it, on the thread of its caller, and nothing
 * here fails but for what the problem throws.
 */
package org.hansa.platform.place.search;
