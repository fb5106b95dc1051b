/**
 * The REST door: {@code /api/v1} and {@code /health}. It translates HTTP to the gate, the planner
 * and the store and back, and decides nothing itself; users and programs call it. It fails by
 * problem details (RFC 9457), and by 503 with {@code Retry-After} while a service it needs is being
 * replaced.
 */
package org.hansa.core.rest;
