package org.hansa.core.api.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;

/**
 * What one commit writes: all of it or none.
 *
 * @param puts as they are to stand; the store sets the revision
 * @param removes references that are to be gone
 * @param entries appended to the record streams
 * @param sealed encrypted values of secrets; empty means forgotten
 * @param fences rights that must still hold when it commits: else it is refused with PRECONDITION
 * @param catalogue what it writes of resources that are not in the snapshot
 */
public record Transaction(
    List<Resource> puts,
    List<Ref> removes,
    List<Entry> entries,
    Map<Ref, Optional<byte[]>> sealed,
    Set<Fence> fences,
    List<Filing> catalogue) {

  public static final Transaction NOTHING =
      new Transaction(List.of(), List.of(), List.of(), Map.of());

  public Transaction(
      List<Resource> puts,
      List<Ref> removes,
      List<Entry> entries,
      Map<Ref, Optional<byte[]>> sealed) {
    this(puts, removes, entries, sealed, Set.of());
  }

  public Transaction(
      List<Resource> puts,
      List<Ref> removes,
      List<Entry> entries,
      Map<Ref, Optional<byte[]>> sealed,
      Set<Fence> fences) {
    this(puts, removes, entries, sealed, fences, List.of());
  }

  public Transaction {
    puts = List.copyOf(puts);
    removes = List.copyOf(removes);
    entries = List.copyOf(entries);
    sealed = Map.copyOf(sealed);
    fences = Set.copyOf(fences);
    catalogue = List.copyOf(catalogue);
  }

  /** True if it would write nothing. */
  public boolean isEmpty() {
    return puts.isEmpty()
        && removes.isEmpty()
        && entries.isEmpty()
        && sealed.isEmpty()
        && catalogue.isEmpty();
  }
}
