package org.hansa.core.extensions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Store;
import org.osgi.framework.Bundle;

/** Looks into archives, and asks the gate for them. */
final class DefaultExtensions implements Extensions {

  private final Store store;
  private final Gate gate;
  private final House house;

  DefaultExtensions(Store store, Gate gate, House house) {
    this.store = store;
    this.gate = gate;
    this.house = house;
  }

  static Ref ref(String name) {
    return new Ref(Extension.KIND, Principal.SYSTEM_TENANT, name);
  }

  @Override
  public Inspection inspect(Optional<String> name, InputStream archive) throws IOException {
    return inspect(name, Archive.bounded(archive), false);
  }

  @Override
  public Inspection install(
      Principal principal,
      String door,
      String cause,
      Optional<String> name,
      InputStream archive,
      boolean force)
      throws IOException {
    return install(principal, door, cause, name, Archive.bounded(archive), force, Map.of());
  }

  /**
   * @param labels of the resource
   */
  Inspection install(
      Principal principal,
      String door,
      String cause,
      Optional<String> name,
      byte[] content,
      boolean force,
      Map<String, String> labels)
      throws IOException {
    Inspection seen = inspect(name, content, force);
    if (!seen.troubles().isEmpty()) {
      throw new Problem(
          Problem.Reason.INVALID,
          seen.bundle() + " " + seen.version() + " is not installed: " + seen.troubles().get(0),
          "See all that is wrong before: extension:install --plan.");
    }
    Extension.Spec spec = new Extension.Spec(seen.digest(), Optional.of(force).filter(f -> f));
    Draft draft = new Draft(ref(seen.name()), labels, Optional.empty(), Set.of(), Doc.of(spec));
    gate.submit(Request.of(principal, door, cause, List.of(Change.Put.of(draft))));
    return seen;
  }

  private Inspection inspect(Optional<String> given, byte[] content, boolean force)
      throws IOException {
    Archive archive = Archive.read(new ByteArrayInputStream(content));
    String name = given.orElse(archive.name().toLowerCase(java.util.Locale.ROOT));
    List<Bundle> there = house.of(name);
    String digest = store.put(new ByteArrayInputStream(content));
    Extension.Status former =
        store
            .snapshot()
            .get(ref(name))
            .map(e -> e.status().as(Extension.Status.class))
            .orElse(Extension.Status.NONE);
    return new Inspection(
        name,
        archive.name(),
        archive.version(),
        digest,
        archive.signer().map(Signer::text),
        former.version(),
        house.refreshed(there).stream().map(House::named).toList(),
        Admission.troubles(house, archive, there, former.signer(), force));
  }

  @Override
  public String rollBack(Principal principal, String door, String cause, String name) {
    Ref ref = ref(name);
    // Before it is looked at: whoever may not is not told whether it is there.
    gate.require(principal, "write", ref);
    Resource extension = gate.view(principal).get(ref).orElseThrow(() -> Problem.notFound(ref));
    Extension.Spec spec = extension.spec().as(Extension.Spec.class);
    Extension.Former former = former(extension, spec);
    gate.submit(
        Request.of(
            principal,
            door,
            cause,
            List.of(
                new Change.Put(
                    new Draft(
                        ref,
                        extension.labels(),
                        Optional.empty(),
                        Set.of(),
                        Doc.of(new Extension.Spec(former.digest(), spec.force()))),
                    Optional.of(extension.revision())))));
    return former.version();
  }

  /** What runs though it is not what was asked for; else what ran before that. */
  private static Extension.Former former(Resource extension, Extension.Spec spec) {
    Extension.Status status = extension.status().as(Extension.Status.class);
    return status.nodes().values().stream()
        // What a node says of another generation it said before it went away, or will say anew.
        .filter(node -> node.generation() == extension.generation())
        .flatMap(node -> node.digest().stream())
        .filter(digest -> !digest.equals(spec.digest()))
        .findFirst()
        .map(digest -> new Extension.Former(digest, status.version().orElse("")))
        .or(status::former)
        .filter(former -> !former.digest().equals(spec.digest()))
        .orElseThrow(
            () ->
                Problem.conflict(
                    extension.ref() + " was never another", "Install the version that you want."));
  }
}
