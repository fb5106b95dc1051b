package org.hansa.core.gate;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Readiness;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Secret;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.driver.Driver;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one gate, put together. It decides by {@link Decisions} and commits in one transaction of the
 * store. While the root key is not right it lets nobody in and says so as its {@link Readiness}.
 */
@Component(
    service = {Gate.class, Readiness.class},
    immediate = true)
public final class DefaultGate implements Gate, Readiness {

  static final Principal SELF = new Principal("system:gate", Principal.SYSTEM_TENANT, Set.of());

  private static final Logger LOG = LoggerFactory.getLogger(DefaultGate.class);

  private final Store store;
  private final Registry registry;
  private final Shelves shelves;
  private final Controllers controllers = new Controllers();
  private final Authority authority;
  private final DriverOptions drivers = new DriverOptions();
  private final Decisions decisions;
  private final Vault vault;
  private final Accounts accounts;
  private final Refusals refusals;
  private final Submissions submissions;
  private final Optional<Problem> trouble;

  @Activate
  public DefaultGate(BundleContext context, @Reference Store store) {
    this(
        store,
        state(context),
        InstantSource.system(),
        () -> UUID.randomUUID().toString(),
        new SecureRandom(),
        Passwords.ITERATIONS);
  }

  /**
   * A gate outside OSGi, for tests of what stands on it.
   *
   * @param uids makes uids of new resources
   * @param iterations of the password hash
   */
  public DefaultGate(
      Store store,
      Path state,
      InstantSource clock,
      Supplier<String> uids,
      SecureRandom random,
      int iterations) {
    this.store = store;
    this.registry = new Registry(clock);
    this.authority = new Authority(Roles.builtIn(), controllers, new Grants(store::snapshot));
    this.shelves = new Shelves(store, registry);
    this.decisions = new Decisions(registry, authority, controllers, drivers);
    this.vault = Opening.vault(store, state, random);
    Passwords passwords = new Passwords(iterations, random);
    this.accounts = new Accounts(store, vault, passwords, random, clock);
    this.refusals = new Refusals(store, clock);
    this.submissions =
        new Submissions(
            store,
            shelves,
            decisions,
            accounts,
            passwords,
            refusals,
            () -> new Earnest(uids, vault));
    registry.add(CoreKinds::all);
    this.trouble = vault.trouble().or(() -> begin(state));
    trouble.ifPresent(t -> LOG.error("the gate is not ready: {}", t.line()));
  }

  private static Path state(BundleContext context) {
    String state = context.getProperty("hansa.state");
    if (state == null || state.isBlank()) {
      throw new IllegalStateException("the property hansa.state does not say where state lies");
    }
    return Path.of(state);
  }

  private Optional<Problem> begin(Path state) {
    try {
      keepKinds();
      Opening.bootstrap(store, state, this::asSelf);
      return Optional.empty();
    } catch (Problem e) {
      return Optional.of(e);
    }
  }

  private void asSelf(List<Change> changes) {
    submit(Request.of(SELF, "gate", "start", changes));
  }

  private void keepKinds() {
    List<Change> puts = new ArrayList<>();
    registry.drafts().forEach(draft -> puts.add(Change.Put.of(draft)));
    puts.add(Change.Put.of(Draft.of(Installation.SELF, Doc.EMPTY)));
    asSelf(puts);
  }

  @Deactivate
  void end() {
    refusals.flush();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addKinds(Kinds kinds) {
    registry.add(kinds);
    if (vault.trouble().isEmpty()) {
      keepKinds();
    }
  }

  void removeKinds(Kinds kinds) {
    registry.remove(kinds);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addController(Controller controller) {
    controllers.meet(controller);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addDriver(Driver driver) {
    drivers.add(driver);
  }

  void removeDriver(Driver driver) {
    drivers.remove(driver);
  }

  void removeController(Controller controller) {
    controllers.leave(controller);
  }

  @Override
  public String part() {
    return "gate";
  }

  @Override
  public Optional<String> trouble() {
    return trouble.map(Problem::line);
  }

  @Override
  public Principal login(String name, char[] password) {
    return known("login as " + name, () -> accounts.login(name, password));
  }

  @Override
  public Principal bearer(String token) {
    return known("login by token", () -> accounts.bearer(token));
  }

  @Override
  public Principal account(String name) {
    return known("login as " + name, () -> accounts.account(name));
  }

  private Principal known(String what, Supplier<Principal> who) {
    unlocked();
    try {
      return who.get();
    } catch (Problem e) {
      refusals.note(new Refusals.Refused("(unknown)", "login", "", Optional.empty(), what, e));
      throw e;
    }
  }

  @Override
  public Principal controller(Controller controller) {
    return controllers.meet(controller);
  }

  @Override
  public Principal route(String bundle) {
    return Grants.principal(bundle);
  }

  @Override
  public Snapshot submit(Request request) {
    return begin(request).await();
  }

  @Override
  public Snapshot submitAll(List<Request> requests) {
    return begin(requests).await();
  }

  @Override
  public Pending begin(Request request) {
    return begin(List.of(request));
  }

  private Pending begin(List<Request> requests) {
    unlocked();
    return submissions.begin(requests);
  }

  @Override
  public Transaction decide(Snapshot fork, Request request) {
    return decisions.decide(fork, List.of(request), Means.FORK);
  }

  /** Without the right key nothing is written: what could not be read must not be replaced. */
  private void unlocked() {
    vault
        .trouble()
        .ifPresent(
            why -> {
              throw Vault.trouble(why.getMessage(), why.cure());
            });
  }

  @Override
  public Snapshot view(Principal principal) {
    return new View(store.snapshot(), ref -> authority.sees(principal, ref), shelves::get);
  }

  @Override
  public Snapshot viewAt(Principal principal, long revision) {
    return new View(
        store.snapshotAt(revision), ref -> authority.sees(principal, ref), shelves::refuse);
  }

  @Override
  public Catalogue.Page list(Principal principal, Catalogue.Query query) {
    return shelves.list(authority.within(principal, query), ref -> authority.sees(principal, ref));
  }

  @Override
  public Snapshot base(List<Change> changes) {
    return shelves.with(store.snapshot(), shelves.named(changes));
  }

  @Override
  public boolean may(Principal principal, String verb, String kind, String tenant) {
    return authority.may(principal, verb, kind, tenant);
  }

  @Override
  public void require(Principal principal, String verb, Ref ref) {
    try {
      authority.require(principal, verb, ref);
    } catch (Problem e) {
      refusals.note(
          new Refusals.Refused(
              principal.name(), "require", "", Optional.of(ref), verb + " " + ref, e));
      throw e;
    }
  }

  @Override
  public Optional<Descriptor> kind(String name) {
    return registry.descriptor(store.snapshot(), name);
  }

  @Override
  public Optional<Descriptor> find(String word) {
    return registry.find(store.snapshot(), word);
  }

  @Override
  public List<Descriptor> kinds() {
    return registry.descriptors(store.snapshot());
  }

  @Override
  public Resource shown(Resource resource) {
    return Shown.of(resource, store.snapshot(), registry, controllers);
  }

  @Override
  public Map<String, String> reveal(Ref secret) {
    unlocked();
    Resource resource =
        store
            .snapshot()
            .get(secret)
            .filter(r -> r.ref().kind().equals(Secret.KIND))
            .orElseThrow(() -> Problem.notFound(secret));
    Optional<byte[]> sealed = store.sealed(secret);
    return sealed.isEmpty()
        ? Map.of()
        : vault
            .unseal(secret, resource.uid(), sealed.get())
            .orElseThrow(
                () -> Vault.trouble(secret + " cannot be opened", "Set its values again."));
  }
}
