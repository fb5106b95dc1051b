package org.hansa.core.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hansa.core.api.Account;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Secret;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;

/** Creating resources and changing what is wanted of them. */
final class Puts {

  static final int MOST_BYTES = 1 << 20;
  static final int LONGEST_LABEL = 253;

  private static final int MOST_LABELS = 64;

  private final Registry registry;
  private final Authority authority;
  private final Controllers controllers;
  private final DriverOptions drivers;
  private final Actions actions;
  private final SchemaCheck schemas = new SchemaCheck();

  Puts(
      Registry registry,
      Authority authority,
      Controllers controllers,
      DriverOptions drivers,
      Actions actions) {
    this.drivers = drivers;
    this.actions = actions;
    this.registry = registry;
    this.authority = authority;
    this.controllers = controllers;
  }

  /** What can be said without the state: known kind, may they, is it well formed. */
  void admit(Snapshot snapshot, Principal principal, Draft draft) {
    Ref ref = draft.ref();
    if (ref.kind().equals(Extension.KIND) && !ref.tenant().equals(Tenant.SYSTEM)) {
      // It is code: what it does, Hansa's process does.
      throw Authority.forbidden(
          principal, "write", ref, "Extensions are the provider's, of tenant system alone.");
    }
    Known kind = registry.existing(snapshot, ref.kind());
    authority.require(principal, "write", ref, snapshot, Optional.of(draft.spec()));
    if (!principal.isController()) {
      if (kind.writer() == Kind.Writer.OWNERS) {
        throw Authority.forbidden(
            principal, "write", ref, kind.kind() + " is written by " + kind.owner() + " alone.");
      }
      if (draft.owner().isPresent() || !draft.finalizers().isEmpty()) {
        throw Authority.forbidden(
            principal, "set owner or finalizers of", ref, "Leave them out: controllers set them.");
      }
    } else if (!Authority.isSystem(principal)) {
      for (String name : draft.finalizers()) {
        if (!controllers.mayName(principal, name, ref.kind())) {
          throw Authority.forbidden(
              principal, "name the finaliser " + name + " on", ref, "Name one of its own.");
        }
      }
    }
    if (kind.isCatalogue() && (draft.owner().isPresent() || !draft.finalizers().isEmpty())) {
      throw Problem.invalid(
          "owner or finalizers of", ref, "none: its kind is of the catalogue", "Leave them out.");
    }
    labels(draft.labels());
    size(ref, draft.spec());
    if (snapshot.get(ref).filter(r -> r.spec().equals(draft.spec())).isEmpty()) {
      validate(kind, draft);
    }
  }

  private void validate(Known kind, Draft draft) {
    String name = kind.kind();
    // Someone may have written a secret value into the wrong place: it must not come back.
    boolean shown = !name.equals(Secret.KIND) && !name.equals(Account.KIND);
    List<Problem.Detail> found =
        new ArrayList<>(schemas.check(name, "/spec", kind.specSchema(), draft.spec(), shown));
    if (found.isEmpty()) {
      found.addAll(drivers.violations(draft));
      found.addAll(actions.violations(draft));
    }
    if (!found.isEmpty()) {
      throw new Problem(
          Problem.Reason.INVALID,
          draft.ref()
              + " does not fit the schema of "
              + name
              + (found.size() == 1 ? "" : " in " + found.size() + " places"),
          "Correct what is named, and see the schema of " + name + ".",
          found,
          null);
    }
  }

  static void size(Ref ref, Doc doc) {
    if (doc.size() > MOST_BYTES) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          ref + " would take " + doc.size() + " bytes, at most " + MOST_BYTES + " are allowed",
          "Keep large content as a blob and name its digest.");
    }
  }

  private static void labels(Map<String, String> labels) {
    if (labels.size() > MOST_LABELS) {
      throw Problem.invalid(
          "number of labels", labels.size(), "at most " + MOST_LABELS, "Use fewer.");
    }
    labels.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.length() > LONGEST_LABEL || value.length() > LONGEST_LABEL) {
            throw Problem.invalid(
                "label", key, "1 to 253 characters with a value of at most 253", "Shorten it.");
          }
        });
  }

  void put(Work work, Principal principal, Change.Put put, Means means) {
    Draft draft = put.draft();
    Optional<Resource> former = work.get(draft.ref());
    expect(work, draft.ref(), put.revision());
    if (former.isPresent()) {
      change(work, draft, former.get());
    } else {
      Optional<Resource.Owner> owner = draft.owner().map(o -> owner(work, draft, o));
      work.put(Resource.fresh(draft, means.uid(draft.ref()), work.base().now(), owner));
    }
  }

  private static void change(Work work, Draft draft, Resource former) {
    if (former.isDeleting()) {
      throw Problem.conflict(
          former.ref() + " is being deleted", "Wait until it is gone, then create it anew.");
    }
    Optional<Ref> belongs = former.owner().map(Resource.Owner::ref);
    if (!belongs.equals(draft.owner())) {
      throw Problem.conflict(
          former.ref() + belongs.map(o -> " belongs to " + o).orElse(" belongs to nobody"),
          belongs
              .map(o -> "Change " + o + " instead, or choose another name.")
              .orElse("Choose another name."));
    }
    former
        .owner()
        .filter(o -> work.get(o.ref()).filter(now -> now.uid().equals(o.uid())).isEmpty())
        .ifPresent(
            o -> {
              throw Problem.conflict(
                  former.ref() + " belongs to a former " + o.ref(), "Delete it first.");
            });
    work.put(changed(former, draft));
  }

  /** Each step makes all of it anew, and most change the spec alone. */
  private static Resource changed(Resource former, Draft draft) {
    Resource next = former.withSpec(draft.spec());
    if (!former.labels().equals(draft.labels())) {
      next = next.withLabels(draft.labels());
    }
    if (!former.finalizers().containsAll(draft.finalizers())) {
      SortedSet<String> finalizers = new TreeSet<>(former.finalizers());
      finalizers.addAll(draft.finalizers());
      next = next.withFinalizers(finalizers);
    }
    return next;
  }

  private static Resource.Owner owner(Work work, Draft draft, Ref owner) {
    Resource owning =
        work.get(owner)
            .orElseThrow(
                () ->
                    Problem.conflict(
                        owner + ", the owner of " + draft.ref() + ", does not exist",
                        "Create it first."));
    if (owning.isDeleting()) {
      throw Problem.conflict(
          owner + ", the owner of " + draft.ref() + ", is being deleted", "Create it no more.");
    }
    return owning.asOwner();
  }

  /**
   * @throws Problem PRECONDITION if what is there is not what the writer read
   */
  static void expect(Work work, Ref ref, Optional<Long> revision) {
    if (revision.isEmpty()) {
      return;
    }
    boolean there = work.get(ref).isPresent();
    long found = work.committed(ref).map(Resource::revision).orElse(0L);
    boolean wanted = revision.get() == 0 ? !there : there && revision.get() == found;
    if (!wanted) {
      String text =
          revision.get() == 0
              ? ref + " exists already"
              : there
                  ? ref + " is at revision " + found + ", not " + revision.get()
                  : ref + " is gone";
      throw new Problem(Problem.Reason.PRECONDITION, text, "Read it again and decide anew.");
    }
  }
}
