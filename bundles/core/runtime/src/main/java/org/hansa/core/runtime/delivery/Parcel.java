package org.hansa.core.runtime.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;

/**
 * What a follower is given at once.
 *
 * @param body a Resource, an Entry, or null
 * @param position up to where all is delivered once this is
 */
record Parcel(Map<String, Object> headers, Object body, long position) {

  /** Header: RELIST, LISTED, RELISTED, CREATED, UPDATED or DELETED. */
  static final String CHANGE = "HansaChange";

  /** Header: revision of the commit, or number of the entry. */
  static final String REVISION = "HansaRevision";

  /** Headers: which resource, and as it was when of this generation. */
  static final String UID = "HansaUid";

  static final String GENERATION = "HansaGeneration";

  static Parcel mark(String what, long revision, long position) {
    return new Parcel(Map.of(CHANGE, what, REVISION, revision), null, position);
  }

  static Parcel listed(Resource resource, long revision) {
    return of("LISTED", resource, revision, Trail.LIST);
  }

  static Parcel changed(Changed change, long position) {
    return of(change.op().name(), change.resource(), change.revision(), position);
  }

  static Parcel entry(Store.Numbered entry) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put(REVISION, entry.number());
    entry.entry().subject().ifPresent(ref -> headers.put(ChangesConsumer.REF, ref));
    return new Parcel(headers, entry.entry(), entry.number());
  }

  static Map<String, Object> about(Resource resource) {
    return Map.of(
        ChangesConsumer.REF,
        resource.ref(),
        UID,
        resource.uid(),
        GENERATION,
        resource.generation());
  }

  private static Parcel of(String what, Resource resource, long revision, long position) {
    Map<String, Object> headers = new LinkedHashMap<>(about(resource));
    headers.put(CHANGE, what);
    headers.put(REVISION, revision);
    return new Parcel(headers, resource, position);
  }
}
