package org.hansa.core.api.store;

import org.hansa.core.api.Resource;

/**
 * One line of the change log.
 *
 * @param revision of the commit; several changes share it if they were one transaction
 * @param resource as it stands, or as it last stood if DELETED
 */
public record Changed(long revision, Op op, Resource resource) {

  public enum Op {
    CREATED,
    UPDATED,
    DELETED
  }
}
