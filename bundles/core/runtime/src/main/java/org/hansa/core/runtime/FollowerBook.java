package org.hansa.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Store;
import org.hansa.core.runtime.delivery.Cursors;

/** Followers as resources, written through the gate under the fence of their partition. */
final class FollowerBook implements Cursors {

  /** Who stalls, where a controller would be named. */
  private static final String ROUTE = "route";

  private final Store store;
  private final Gate gate;
  private final Partitions partitions;

  FollowerBook(Store store, Gate gate, Partitions partitions) {
    this.store = store;
    this.gate = gate;
    this.partitions = partitions;
  }

  @Override
  public Optional<Resource> find(String follower) {
    return store.snapshot().get(ref(follower));
  }

  @Override
  public Optional<Standing> standing(String follower) {
    Snapshot now = store.snapshot();
    Ref ref = ref(follower);
    return partitions.sure(ref, now.revision()).map(fence -> new Standing(fence, now.get(ref)));
  }

  @Override
  public boolean isComing(String follower) {
    return partitions.mine(ref(follower));
  }

  @Override
  public void begin(String follower, Fence fence, Follower.Spec spec, Follower.Status status) {
    Ref ref = ref(follower);
    submit(
        ref,
        fence,
        List.of(
            Change.Put.of(Draft.of(ref, Doc.of(spec))),
            new Change.Status(ref, Doc.of(status), List.of())),
        List.of());
  }

  @Override
  public void write(Resource follower, Fence fence, Follower.Status status) {
    Ref ref = follower.ref();
    submit(
        ref,
        fence,
        List.of(new Change.Status(ref, Doc.of(status), List.of())),
        List.of(Relied.is(ref, "/uid", follower.uid())));
  }

  @Override
  public void stalled(String follower, Fence fence, String reason, String message) {
    Snapshot now = store.snapshot();
    now.get(ref(follower))
        .ifPresent(
            f -> submit(f.ref(), fence, Stalls.stalled(now, f, ROUTE, reason, message), same(f)));
  }

  @Override
  public void cleared(String follower, Fence fence) {
    Snapshot now = store.snapshot();
    now.get(ref(follower))
        .ifPresent(f -> submit(f.ref(), fence, Stalls.cleared(now, f, ROUTE), same(f)));
  }

  private static List<Relied> same(Resource follower) {
    return List.of(Relied.is(follower.ref(), "/uid", follower.uid()));
  }

  private void submit(Ref ref, Fence fence, List<Change> changes, List<Relied> relied) {
    if (!changes.isEmpty()) {
      gate.submit(
          new Request(
              Completion.RUNTIME,
              "runtime",
              ref.toString(),
              new ArrayList<>(changes),
              relied,
              Optional.of(fence)));
    }
  }

  private static Ref ref(String follower) {
    return new Ref(Follower.KIND, Principal.SYSTEM_TENANT, follower);
  }
}
