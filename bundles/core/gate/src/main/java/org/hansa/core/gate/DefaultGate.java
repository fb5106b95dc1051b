package org.hansa.core.gate;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hansa.core.api.Account;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Progress;
import org.hansa.core.api.Readiness;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Action;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.gate.RootKeys;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.driver.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one gate, put together of what it asks: {@link Logins} who is there, {@link Authority} what
 * they may, {@link Sight} what they see, {@link Submissions} to decide and commit in one
 * transaction of the store. While the root key is not right it lets nobody in and says so as its
 * {@link Readiness}.
 */
public sealed class DefaultGate implements Gate, Readiness, RootKeys permits GateComponent {

  static final Principal SELF = new Principal("system:gate", Principal.SYSTEM_TENANT, Set.of());

  private static final Logger LOG = LoggerFactory.getLogger(DefaultGate.class);

  private final Store store;
  private final Registry registry;
  private final Controllers controllers = new Controllers();
  private final Authority authority;
  private final DriverOptions drivers = new DriverOptions();
  private final Actions actions = new Actions();
  private final Decisions decisions;
  private final Vault vault;
  private final Rekeying rekeying;
  private final Logins logins;
  private final Sight sight;
  private final Secrets secrets;
  private final Refusals refusals;
  private final Submissions submissions;
  private final Optional<Problem> trouble;

  /**
   * Opens it: keeps the kinds, and lets the first administrator in.
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
    this.authority =
        new Authority(Roles.builtIn(), controllers, new Grants(store::snapshot), store::snapshot);
    Shelves shelves = new Shelves(store, registry);
    this.sight = new Sight(store, shelves, authority);
    this.decisions = new Decisions(registry, authority, controllers, drivers, actions);
    KeyFiles keys = new KeyFiles(state);
    this.vault = Opening.vault(store, keys, random);
    this.rekeying = new Rekeying(store, vault, keys, random);
    Passwords passwords = new Passwords(iterations, random);
    this.secrets = new Secrets(store, vault);
    Accounts accounts = new Accounts(store, vault, passwords, random, clock);
    this.refusals = new Refusals(store, clock);
    this.logins = new Logins(accounts, vault, refusals);
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
    this.trouble = vault.trouble().or(() -> Opening.begin(store, state, registry, this::asSelf));
    trouble.ifPresent(t -> LOG.error("the gate is not ready: {}", t.line()));
    if (trouble.isEmpty() && vault.isChanging()) {
      finishRekeying();
    }
  }

  private void finishRekeying() {
    try {
      Renewed renewed = rekeying.finish(SELF.name(), "start", Progress.UNHEARD);
      LOG.info("The renewal of the root key that was cut off is done: {}", renewed);
    } catch (Problem e) {
      // Both keys open until it is tried again, at the next start or before.
      LOG.error("The renewal of the root key that was cut off is not done: {}", e.line());
    }
  }

  private void asSelf(List<Change> changes) {
    submit(Request.of(SELF, "gate", "start", changes));
  }

  /** Writes what is counted; nothing is asked any more. */
  void end() {
    refusals.flush();
  }

  public void addKinds(Kinds kinds) {
    registry.add(kinds);
    if (vault.trouble().isEmpty()) {
      asSelf(Opening.kept(registry));
    }
  }

  void removeKinds(Kinds kinds) {
    registry.remove(kinds);
  }

  void addController(Controller controller) {
    controllers.meet(controller);
  }

  void removeController(Controller controller) {
    controllers.leave(controller);
  }

  void addDriver(Driver driver) {
    drivers.add(driver);
  }

  void removeDriver(Driver driver) {
    drivers.remove(driver);
  }

  public void addAction(Action action) {
    actions.add(action);
  }

  void removeAction(Action action) {
    actions.remove(action);
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
    return logins.password(name, password);
  }

  @Override
  public Principal bearer(String token) {
    return logins.bearer(token);
  }

  @Override
  public Principal account(String name) {
    return logins.account(name);
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
    vault.requireOpen();
    return submissions.begin(requests);
  }

  @Override
  public Snapshot rehearse(Request request) {
    vault.requireOpen();
    return submissions.rehearse(request);
  }

  @Override
  public Transaction decide(Snapshot fork, Request request) {
    return decisions.decide(fork, List.of(request), Means.FORK);
  }

  @Override
  public Snapshot view(Principal principal) {
    return sight.now(principal);
  }

  @Override
  public Snapshot viewAt(Principal principal, long revision) {
    return sight.at(principal, revision);
  }

  @Override
  public Catalogue.Page list(Principal principal, Catalogue.Query query) {
    return sight.list(principal, query);
  }

  @Override
  public Store.Page entries(Principal principal, Store.Query query) {
    return sight.entries(principal, query);
  }

  @Override
  public Snapshot base(List<Change> changes) {
    return sight.base(changes);
  }

  @Override
  public boolean may(
      Principal principal, String verb, String kind, String tenant, Optional<String> site) {
    return authority.may(principal, verb, kind, tenant, site.map(Set::of).orElse(Set.of()));
  }

  @Override
  public List<Principal> whoMay(
      Principal asker, String verb, String kind, String tenant, Optional<String> site) {
    Snapshot all = store.snapshot();
    return sight
        .now(asker)
        .list(Account.KIND)
        .filter(Accounts::isOpen)
        .filter(account -> Tenants.suspended(all, account.ref().tenant()).isEmpty())
        .map(Accounts::as)
        .filter(each -> may(each, verb, kind, tenant, site))
        .toList();
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
  public List<Deed> deeds() {
    return actions.all();
  }

  @Override
  public Resource shown(Resource resource) {
    return Shown.of(resource, store.snapshot(), registry, controllers);
  }

  @Override
  public Renewed renew(String by, String cause, Progress progress) {
    return rekeying.renew(by, cause, progress);
  }

  @Override
  public Map<String, String> reveal(Ref secret) {
    return secrets.reveal(secret);
  }
}
