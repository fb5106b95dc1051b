package org.hansa.core.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hansa.core.api.Account;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Grant;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Role;
import org.hansa.core.api.RouteGrant;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Transaction;

/**
 * The transition of the gate, a pure function: what a request makes of a state, or the problem that
 * refuses it.
 */
final class Decisions {

  private final Registry registry;
  private final Authority authority;
  private final Puts puts;
  private final ValueRules values;
  private final HoldRules rules;
  private final Handing handing;
  private final Actions actions;

  Decisions(
      Registry registry,
      Authority authority,
      Controllers controllers,
      DriverOptions drivers,
      Actions actions) {
    this.registry = registry;
    this.authority = authority;
    this.actions = actions;
    this.puts = new Puts(registry, authority, controllers, drivers, actions);
    this.handing = new Handing(authority, registry);
    this.values = new ValueRules(authority, handing);
    this.rules = new HoldRules(registry);
  }

  /** One transaction of several requests: each is decided on what those before it made. */
  Transaction decide(Snapshot fork, List<Request> requests, Means means) {
    Work work = new Work(fork);
    for (Request request : requests) {
      means.begin(request, fork);
      work.begin();
      request.fence().ifPresent(work::fenced);
      decide(work, request, means);
    }
    return work.transaction();
  }

  private void decide(Work work, Request request, Means means) {
    relied(work, request.relied());
    for (int i = 0; i < request.changes().size(); i++) {
      try {
        decide(work, request.principal(), request.changes().get(i), means);
      } catch (Problem e) {
        throw e.of(i);
      }
    }
    Deletion.reap(work);
    Tenants.close(work, means);
    Handing.requireUnused(work);
    ClaimCheck.check(work);
    Quotas.check(work, request.principal());
    AuditTrail.record(work, request);
  }

  private void decide(Work work, Principal principal, Change change, Means means) {
    // Where something stands may have changed since.
    if (!means.isAdmitted(change) || Authority.isParticular(principal)) {
      admit(work.state(), principal, change);
    }
    apply(work, principal, change, means);
  }

  /**
   * As it is to be, but for what nodes say to each other by it: who writes the rest of a status has
   * read it before, and would undo that.
   */
  private static Doc status(Resource found, Doc next) {
    if (!found.ref().kind().equals(Endpoint.KIND)) {
      return next;
    }
    Endpoint.Status s = next.as(Endpoint.Status.class);
    Optional<Endpoint.Verifying> stands = found.status().as(Endpoint.Status.class).verifying();
    return s.verifying().equals(stands)
        ? next
        : next.with(
            new Endpoint.Status(s.version(), s.facets(), s.capabilities(), s.simulated(), stands));
  }

  private static void relied(Work work, List<Relied> all) {
    if (all.isEmpty()) {
      return;
    }
    Snapshot fork = work.state();
    List<Problem.Detail> broken = new ArrayList<>();
    for (Relied relied : all) {
      relied
          .broken(fork)
          .ifPresent(text -> broken.add(new Problem.Detail(relied.ref().toString(), text)));
    }
    if (!broken.isEmpty()) {
      throw new Problem(
          Problem.Reason.PRECONDITION,
          "what this relied on does not hold any more",
          "Plan again.",
          broken,
          null);
    }
  }

  /** Who may, and is it well formed: what can be said before the transaction. */
  void admit(Snapshot snapshot, Principal principal, Change change) {
    if (change instanceof Change.Put put) {
      puts.admit(snapshot, principal, put.draft());
    } else if (change instanceof Change.Delete delete) {
      authority.require(principal, "delete", delete.ref(), snapshot, Optional.empty());
    } else if (change instanceof Change.Status status) {
      authority.requireController(principal, "status", status.ref(), true);
      Puts.size(status.ref(), status.status());
    } else if (change instanceof Change.Finalizer finalizer) {
      finalizer(principal, finalizer);
    } else if (change instanceof Change.Hold hold) {
      Holding.admit(authority, principal, hold, snapshot);
    } else if (change instanceof Change.Retry retry) {
      authority.require(principal, "hold", retry.ref(), snapshot, Optional.empty());
      if (principal.isController() && !Authority.isSystem(principal)) {
        throw Authority.forbidden(
            principal, "retry", retry.ref(), "A controller's step says when it is asked again.");
      }
    } else if (change instanceof Change.Append append) {
      append(principal, append.entry());
    } else if (change instanceof Change.Values given) {
      values.admit(principal, given);
    } else if (change instanceof Change.Observed observed) {
      authority.requireSystem(principal, "observation", observed.ref());
    } else if (change instanceof Change.Conditions conditions) {
      authority.requireSystem(principal, "conditions", conditions.ref());
    }
  }

  private void finalizer(Principal principal, Change.Finalizer change) {
    authority.requireController(principal, "finalisers", change.ref(), true);
    if (!Authority.isSystem(principal) && !Controllers.name(principal).equals(change.name())) {
      throw Authority.forbidden(
          principal,
          "name the finaliser " + change.name() + " on",
          change.ref(),
          "A controller names only itself.");
    }
  }

  private static void append(Principal principal, Entry entry) {
    boolean stream = entry.stream().equals(Entry.EVENT) || entry.stream().equals(Entry.LEDGER);
    if (!principal.isController() || !(stream || Authority.isSystem(principal))) {
      throw new Problem(
          Problem.Reason.FORBIDDEN,
          principal.name() + " may not append to the stream " + entry.stream(),
          "Only controllers do, to event and ledger.");
    }
  }

  private void apply(Work work, Principal principal, Change change, Means means) {
    if (change instanceof Change.Put put) {
      Optional<Resource> former = work.get(put.draft().ref());
      if (former.isEmpty()) {
        Tenants.requireThere(work, principal, put.draft().ref());
      }
      puts.put(work, principal, put, means);
      rules.put(work, principal, put.draft(), former);
      switch (put.draft().ref().kind()) {
        case Endpoint.KIND -> SecretUse.check(authority, principal, put.draft(), former);
        case RouteGrant.KIND -> Grants.check(authority, registry, principal, put.draft(), work);
        case Grant.KIND -> Crossings.check(authority, registry, principal, put.draft(), work);
        case Account.KIND -> handing.account(principal, put.draft(), former, work.state());
        case Operation.KIND -> actions.check(authority, work, principal, put.draft(), former);
        case Plan.KIND -> requireUnmade(principal, put.draft(), former);
        case Role.KIND -> handing.role(principal, put.draft(), work);
        case Tenant.KIND -> Tenants.check(work, registry, put.draft());
        default -> {}
      }
    } else if (change instanceof Change.Delete delete) {
      delete(work, principal, delete);
    } else if (change instanceof Change.Status s) {
      Resource found = work.existing(s.ref());
      work.put(found.withStatus(status(found, s.status())).withConditions(s.conditions()));
    } else if (change instanceof Change.Finalizer finalizer) {
      finalizer(work, finalizer);
    } else if (change instanceof Change.Hold hold) {
      if (hold.present() && hold.ref().kind().equals(Operation.KIND)) {
        actions.requireOwn(authority, principal, work.existing(hold.ref()), work.state());
      }
      Holding.set(work, hold.ref(), hold.reason(), hold.present());
    } else if (change instanceof Change.Retry retry) {
      Retrying.mark(work, retry.ref());
    } else if (change instanceof Change.Append append) {
      work.append(Authority.isSystem(principal) ? append.entry() : by(principal, append.entry()));
    } else if (change instanceof Change.Values given) {
      values.set(work, principal, given, means);
    } else if (change instanceof Change.Observed o) {
      work.put(work.existing(o.ref()).withObserved(o.controller(), o.observation()));
    } else if (change instanceof Change.Conditions c) {
      Resource next = work.existing(c.ref()).withConditions(c.set());
      for (String type : c.clear()) {
        next = next.withoutCondition(type);
      }
      work.put(next);
    }
  }

  /** What was made of it is what is applied: it says nothing else afterwards. */
  private static void requireUnmade(Principal principal, Draft plan, Optional<Resource> former) {
    boolean made = former.filter(f -> !f.status().equals(Doc.EMPTY)).isPresent();
    if (made && !principal.isController() && !former.get().spec().equals(plan.spec())) {
      throw Problem.conflict(
          plan.ref() + " was made already, and what it says stays", "Save another plan.");
    }
  }

  private static Entry by(Principal principal, Entry e) {
    return new Entry(
        e.stream(), e.at(), e.subject(), e.uid(), principal.name(), e.cause(), e.body());
  }

  private void delete(Work work, Principal principal, Change.Delete delete) {
    Optional<Resource> found = work.get(delete.ref());
    if (found.isEmpty()) {
      if (principal.isController()) {
        return;
      }
      throw Problem.notFound(delete.ref());
    }
    Puts.expect(work, delete.ref(), delete.revision());
    // A role that may delete what components write may have it made anew; else the owner decides.
    boolean users =
        registry
            .known(work.state(), delete.ref().kind())
            .filter(k -> k.writer() == Kind.Writer.USERS)
            .isPresent();
    if (!principal.isController() && users && found.get().owner().isPresent()) {
      Ref top = top(work, found.get());
      throw Problem.conflict(delete.ref() + " belongs to " + top, "Delete " + top + " instead.");
    }
    if (delete.ref().kind().equals(Operation.KIND)) {
      actions.requireOwn(authority, principal, found.get(), work.state());
    }
    if (delete.ref().kind().equals(Account.KIND)) {
      handing.gone(principal, found.get(), work.state());
    }
    Deletion.mark(work, delete.ref(), work.base().now());
    rules.delete(work, principal, found.get());
  }

  private static Ref top(Work work, Resource resource) {
    Resource top = resource;
    Optional<Resource> next = Optional.of(resource);
    while (next.isPresent()) {
      top = next.get();
      next = top.owner().flatMap(owner -> work.get(owner.ref()));
    }
    return top.ref();
  }

  private static void finalizer(Work work, Change.Finalizer change) {
    Optional<Resource> found = work.get(change.ref());
    if (found.isEmpty() && !change.present()) {
      return;
    }
    Resource resource = work.existing(change.ref());
    SortedSet<String> next = new TreeSet<>(resource.finalizers());
    if (change.present() && resource.isDeleting() && next.add(change.name())) {
      throw Problem.conflict(change.ref() + " is being deleted", "Begin nothing new for it.");
    }
    if (change.present()) {
      next.add(change.name());
    } else {
      next.remove(change.name());
    }
    work.put(resource.withFinalizers(next));
  }
}
