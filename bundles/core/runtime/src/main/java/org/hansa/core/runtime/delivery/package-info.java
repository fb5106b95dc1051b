/**
 * How changes reach controllers: the store's changes, the routes' policies, one keyed queue for
 * each controller. The runtime makes a {@code Delivery} and gives it a {@code Stepper}; routes name
 * {@code hansa-changes:} and {@code hansa-step:}; the planner reads the same subscriptions. A step
 * that fails comes back by its key's own backoff; a route that breaks the rules is refused, logged
 * and shown; nothing queued needs to survive, since every start lists.
 */
package org.hansa.core.runtime.delivery;
