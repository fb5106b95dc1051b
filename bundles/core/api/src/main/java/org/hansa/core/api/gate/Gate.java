package org.hansa.core.api.gate;

import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one gate: who, may they, is it valid, does it fit. Decision, audit entry and change commit in
 * one transaction; refusals are recorded too. Thread-safe.
 */
@ProviderType
public interface Gate {

  /**
   * The principal behind a name and password.
   *
   * @throws Problem UNAUTHENTICATED, the same whether name or password is wrong; EXHAUSTED after
   *     too many failures
   */
  Principal login(String name, char[] password);

  /** The principal behind a bearer token. */
  Principal bearer(String token);

  /**
   * The principal of an account that a door has authenticated by this gate before.
   *
   * @throws Problem UNAUTHENTICATED if it is gone or disabled since
   */
  Principal account(String name);

  /** The principal of a controller. */
  Principal controller(Controller controller);

  /** The principal of a bundle's routes: it may what its RouteGrants say, else nothing. */
  Principal route(String bundle);

  /**
   * Decides and commits.
   *
   * @return the state just after
   * @throws Problem FORBIDDEN, INVALID, CONFLICT, PRECONDITION ...; nothing is written but the
   *     record of the refusal
   */
  Snapshot submit(Request request);

  /**
   * As {@link #submit}, but does not wait for the disk: what can be refused at once is refused
   * here, the rest where it is awaited. One that nobody awaits is not recorded when it is refused.
   */
  default Pending begin(Request request) {
    return Pending.done(submit(request));
  }

  /**
   * Decides and commits several requests in one transaction: each is decided on what those before
   * it made, and all commit or none. So a plan's decisions, by several principals, become true at
   * once.
   */
  Snapshot submitAll(List<Request> requests);

  /**
   * Decides as {@link #submit} would now, by the same rights, rules and quotas, and commits
   * nothing: of what would be done nothing is recorded, of a refusal the same is.
   *
   * @return the state as it would be; new resources in it have no revision, and no lasting uid
   * @throws Problem as {@link #submit}
   */
  Snapshot rehearse(Request request);

  /**
   * Decides on a fork, as {@link #submit} would, and commits nothing: pure but for the uids of new
   * resources, which are taken from the reference.
   */
  Transaction decide(Snapshot fork, Request request);

  /**
   * What the principal may read of the newest state: all others' resources are as if absent. By its
   * reference a resource of the catalogue is found too.
   */
  Snapshot view(Principal principal);

  /**
   * What the principal may read, by the rights that it has now, of the state at a revision.
   *
   * @throws Problem as {@link org.hansa.core.api.store.Store#snapshotAt}
   */
  Snapshot viewAt(Principal principal, long revision);

  /**
   * A page of the catalogue, of what the principal may read; shorter than asked where others' lie
   * between.
   */
  Catalogue.Page list(Principal principal, Catalogue.Query query);

  /**
   * A page of a record stream, of what the principal may read; shorter than asked where others'
   * entries lie between. An entry about no resource is the tenant system's.
   *
   * @throws Problem UNAVAILABLE if it cannot be read now
   */
  Store.Page entries(Principal principal, Store.Query query);

  /** The newest state, and in it the resources of the catalogue that these changes name. */
  Snapshot base(List<Change> changes);

  /**
   * May the principal do this, wherever it stands? Verbs: read, write, delete, apply, and names of
   * functions.
   */
  default boolean may(Principal principal, String verb, String kind, String tenant) {
    return may(principal, verb, kind, tenant, Optional.empty());
  }

  /**
   * @param site where it stands: some rights count only at some
   */
  boolean may(Principal principal, String verb, String kind, String tenant, Optional<String> site);

  /**
   * Whose accounts may do this now, of those that the asker may read, by name; in suspended tenants
   * nobody may.
   */
  List<Principal> whoMay(
      Principal asker, String verb, String kind, String tenant, Optional<String> site);

  /** Throws FORBIDDEN, and records the refusal, if not. */
  void require(Principal principal, String verb, Ref ref);

  /** The descriptor of a kind: live, or as it was last stored. */
  Optional<Descriptor> kind(String name);

  /** By its REST path segment or any case of its name. */
  Optional<Descriptor> find(String word);

  /** All kinds, by name. */
  List<Descriptor> kinds();

  /** What can be done with resources as an {@code Operation}, by kind and verb. */
  List<Deed> deeds();

  /**
   * @param kind of what it is done with
   * @param argumentsSchema JSON Schema 2020-12 text
   */
  record Deed(String kind, String verb, String about, String argumentsSchema) {}

  /**
   * The resource with what only a reader needs: {@code Unattended} while its component is absent.
   */
  Resource shown(Resource resource);

  /** The values of a secret, for the runtime's use alone. */
  java.util.Map<String, String> reveal(Ref secret);

  /**
   * @param kind as in {@link Kind}
   * @param attended false while the owning bundle is absent
   * @param specSchema JSON Schema 2020-12 text
   * @param data as in {@link Kind}
   */
  record Descriptor(
      String kind,
      String plural,
      String owner,
      String about,
      boolean attended,
      List<Kind.Column> columns,
      String specSchema,
      String statusSchema,
      Kind.Data data) {

    public Descriptor(
        String kind,
        String plural,
        String owner,
        String about,
        boolean attended,
        List<Kind.Column> columns,
        String specSchema,
        String statusSchema) {
      this(
          kind,
          plural,
          owner,
          about,
          attended,
          columns,
          specSchema,
          statusSchema,
          Kind.Data.MANAGED);
    }
  }
}
