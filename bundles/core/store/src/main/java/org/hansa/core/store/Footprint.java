package org.hansa.core.store;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;

/**
 * About how many bytes of heap a resource takes, with its place in the snapshot: reckoned from its
 * fields as a 64-bit JVM with references of 4 bytes lays them out. Texts are taken for Latin and
 * each for its own, as when they are read from the database. Not counted are views that were made
 * of its documents, for these come and go.
 */
final class Footprint {

  private static final int INSTANT = 24;
  private static final int OPTIONAL = 16;

  /** An object's header with up to two, six references. */
  private static final int SMALL = 24;

  private static final int MEDIUM = 40;

  /** A node of a java.util.TreeMap, and the map with what makes it unmodifiable. */
  private static final int ENTRY = 40;

  private static final int MAP = 88;

  /** The record alone, and its place by kind, tenant and name. */
  private static final int RESOURCE = 80 + 32;

  /** Its place among what its owner owns, and a share of the owner's. */
  private static final int OWNED = 120;

  /** Its place among what is made for its application, and a share of that. */
  private static final int LABELLED = 80;

  private Footprint() {}

  static long of(Resource resource) {
    long bytes = RESOURCE + of(resource.ref()) + text(resource.uid()) + INSTANT;
    Optional<Resource.Owner> owner = resource.owner();
    if (owner.isPresent()) {
      bytes += OWNED + OPTIONAL + SMALL + of(owner.get().ref()) + text(owner.get().uid());
    }
    bytes += of(resource.labels());
    bytes += resource.labels().containsKey(Resource.APPLICATION) ? LABELLED : 0;
    bytes += of(resource.finalizers()) + of(resource.holds());
    bytes += resource.isDeleting() ? OPTIONAL + INSTANT : 0;
    bytes += of(resource.spec()) + of(resource.status());
    if (!resource.conditions().isEmpty()) {
      bytes += SMALL;
      for (Condition condition : resource.conditions()) {
        bytes += of(condition);
      }
    }
    if (!resource.observed().isEmpty()) {
      bytes += MAP;
      for (var seen : resource.observed().entrySet()) {
        bytes += ENTRY + text(seen.getKey()) + of(seen.getValue());
      }
    }
    return bytes;
  }

  private static long of(Ref ref) {
    return SMALL + text(ref.kind()) + text(ref.tenant()) + text(ref.name());
  }

  private static long of(SortedMap<String, String> labels) {
    long bytes = labels.isEmpty() ? 0 : MAP;
    for (var label : labels.entrySet()) {
      bytes += ENTRY + text(label.getKey()) + text(label.getValue());
    }
    return bytes;
  }

  private static long of(SortedSet<String> words) {
    long bytes = words.isEmpty() ? 0 : MAP;
    for (String word : words) {
      bytes += ENTRY + text(word);
    }
    return bytes;
  }

  private static long of(Condition condition) {
    return MEDIUM
        + text(condition.type())
        + text(condition.reason())
        + text(condition.message())
        + INSTANT;
  }

  private static long of(Observation seen) {
    long bytes = 56 + text(seen.facet()) + text(seen.verb()) + text(seen.digest());
    bytes += seen.endpoint().map(e -> OPTIONAL + of(e)).orElse(0L);
    bytes += seen.since().isPresent() ? OPTIONAL + INSTANT : 0;
    bytes += seen.again().isPresent() ? OPTIONAL + INSTANT : 0;
    bytes += of(seen.state());
    bytes +=
        seen.failure().map(f -> OPTIONAL + SMALL + text(f.reason()) + text(f.message())).orElse(0L);
    return bytes;
  }

  private static long of(Doc doc) {
    return doc.isEmpty() ? 0 : SMALL + array(doc.size());
  }

  private static long text(String text) {
    return SMALL + array(text.length());
  }

  /** A byte array, to the next multiple of eight. */
  private static long array(int length) {
    return 16 + (length + 7L & ~7L);
  }
}
