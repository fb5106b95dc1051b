package org.hansa.core.gate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Account;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Grant;
import org.hansa.core.api.HoldRule;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Role;
import org.hansa.core.api.RouteGrant;
import org.hansa.core.api.Secret;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.plan.Plan;

/**
 * Holds what a user writes and a rule matches, in the transaction that admits it. The rules are
 * those that stood when the transaction began: looked up once, and none can be taken away on the
 * way past it. Of what controllers do, only what they make for users is caught.
 */
final class HoldRules {

  private static final int MOST = 100;

  /** Of these nothing is done outside: a hold would keep nothing back. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          HoldRule.KIND,
          RouteGrant.KIND,
          Grant.KIND,
          Role.KIND,
          Tenant.KIND,
          Account.KIND,
          Secret.KIND,
          Plan.KIND);

  private final Registry registry;

  HoldRules(Registry registry) {
    this.registry = registry;
  }

  /** After a put: {@code former} is what stood before it. */
  void put(Work work, Principal principal, Draft draft, Optional<Resource> former) {
    if (draft.ref().kind().equals(HoldRule.KIND)) {
      check(work, draft);
    }
    Resource now = work.existing(draft.ref());
    if (principal.isController() && !isForUsers(work, principal, now)) {
      return;
    }
    for (Resource rule : work.holdRules()) {
      if (catches(rule, former, now)) {
        Holding.set(work, now.ref(), HoldRule.hold(rule.ref()), true);
      }
    }
  }

  /**
   * What users write, made by a controller for something else that users write: an application of a
   * job. Whoever may write that would else have made, past the rule, what they may not make so.
   */
  private boolean isForUsers(Work work, Principal principal, Resource now) {
    return !Authority.isSystem(principal)
        && now.owner().isPresent()
        && !work.holdRules().isEmpty()
        && isUsers(work, now.ref())
        && isUsers(work, now.owner().get().ref());
  }

  private boolean isUsers(Work work, Ref ref) {
    return registry
        .known(work.base(), ref.kind())
        .filter(kind -> kind.writer() == Kind.Writer.USERS)
        .isPresent();
  }

  /** After the mark of a deletion that was not asked for before. */
  void delete(Work work, Principal principal, Resource former) {
    if (principal.isController() || former.isDeleting() || work.get(former.ref()).isEmpty()) {
      return;
    }
    for (Resource rule : work.holdRules()) {
      HoldRule.Spec spec = rule.spec().as(HoldRule.Spec.class);
      if (spec.isOn(HoldRule.On.DELETE) && matches(rule.ref(), spec, former)) {
        Holding.set(work, former.ref(), HoldRule.hold(rule.ref()), true);
      }
    }
  }

  private static boolean catches(Resource rule, Optional<Resource> former, Resource now) {
    HoldRule.Spec spec = rule.spec().as(HoldRule.Spec.class);
    boolean fits = matches(rule.ref(), spec, now);
    if (former.isEmpty()) {
      return spec.isOn(HoldRule.On.CREATE) && fits;
    }
    // A label may be taken off neither with the change nor before it, nor put on later.
    boolean fitted = matches(rule.ref(), spec, former.get());
    boolean changed = !former.get().spec().equals(now.spec());
    return spec.isOn(HoldRule.On.CHANGE) && (changed ? fits || fitted : fits != fitted);
  }

  private static boolean matches(Ref rule, HoldRule.Spec spec, Resource resource) {
    String tenant = resource.ref().tenant();
    boolean reaches =
        rule.tenant().equals(Principal.SYSTEM_TENANT)
            ? spec.tenants().isEmpty() || spec.tenants().contains(tenant)
            : Tenant.reaches(rule.tenant(), tenant);
    return reaches
        && spec.kinds().contains(resource.ref().kind())
        && spec.labels().entrySet().stream()
            .allMatch(label -> label.getValue().equals(resource.labels().get(label.getKey())));
  }

  private void check(Work work, Draft draft) {
    Ref ref = draft.ref();
    HoldRule.Spec spec = draft.spec().as(HoldRule.Spec.class);
    if (HoldRule.hold(ref).length() > Holding.LONGEST) {
      throw Problem.invalid("name", ref.name(), "short enough for a hold", "Choose a shorter one.");
    }
    if (spec.kinds().isEmpty()) {
      throw Problem.invalid("/spec/kinds", "[]", "at least one kind", "Name what is to be held.");
    }
    spec.kinds().forEach(kind -> kind(work, kind));
    if (!ref.tenant().equals(Principal.SYSTEM_TENANT) && !spec.tenants().isEmpty()) {
      throw Problem.invalid(
          "/spec/tenants", spec.tenants(), "for a tenant's own rule", "Leave it out.");
    }
    for (Map.Entry<String, String> label : spec.labels().entrySet()) {
      if (label.getKey().isEmpty() || label.getKey().length() > Puts.LONGEST_LABEL) {
        throw Problem.invalid("label", label.getKey(), "1 to 253 characters", "Shorten it.");
      }
    }
    if (work.state().list(HoldRule.KIND, ref.tenant()).limit(MOST + 1L).count() > MOST) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          "tenant " + ref.tenant() + " has " + MOST + " rules, the most there may be",
          "Delete one, or let one match more.");
    }
  }

  private void kind(Work work, String name) {
    Known kind = registry.existing(work.state(), name);
    if (!isHeld(kind)) {
      List<String> able =
          registry.descriptors(work.state()).stream()
              .map(d -> d.kind())
              .filter(k -> isHeld(registry.existing(work.state(), k)))
              .toList();
      throw Problem.invalid(
          "/spec/kinds",
          name,
          "a kind that users write and something is done for",
          "Name one of " + String.join(", ", able) + ".");
    }
  }

  /** Of the catalogue nothing is done: there is nothing to hold back. */
  private static boolean isHeld(Known kind) {
    return kind.writer() == Kind.Writer.USERS
        && !kind.isCatalogue()
        && !WITHOUT_EFFECT.contains(kind.kind());
  }
}
