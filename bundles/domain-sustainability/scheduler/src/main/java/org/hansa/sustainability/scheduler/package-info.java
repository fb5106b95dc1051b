/**
 * Sustainable Placement and Scheduling: the controller of jobs that can wait, and the kinds that it
 * owns. The runtime calls it; it reads forecasts and writes applications. A job that makes no sense
 * says so as its condition Ready; a series that makes none fails by {@link
 * org.hansa.core.api.Problem} and is stalled.
 */
package org.hansa.sustainability.scheduler;
