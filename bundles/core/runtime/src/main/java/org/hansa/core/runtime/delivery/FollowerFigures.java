package org.hansa.core.runtime.delivery;

/**
 * A follower that this node runs, at a moment.
 *
 * @param behind revisions, or entries of its stream, that are not delivered yet
 * @param delivered since the route started
 * @param failures since the route started
 */
public record FollowerFigures(
    String name, long behind, long delivered, long failures, boolean stalled) {}
