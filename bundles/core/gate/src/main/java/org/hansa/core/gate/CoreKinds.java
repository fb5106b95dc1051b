package org.hansa.core.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.About;
import org.hansa.core.api.Account;
import org.hansa.core.api.Alarm;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Grant;
import org.hansa.core.api.HoldRule;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Role;
import org.hansa.core.api.RouteGrant;
import org.hansa.core.api.Secret;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.plan.Plan;

/** The kinds of the core itself. */
final class CoreKinds {

  private static final Kind.Column AGE = new Kind.Column("CREATED", "/created");

  private CoreKinds() {}

  /** What may be said of values that are kept apart. */
  record Kept(
      @About("Names of the values") List<String> keys,
      @About("When they were last set") Optional<Instant> changed,
      @About("How often they were set") Optional<Long> times) {

    static final Kept NOTHING = new Kept(List.of(), Optional.empty(), Optional.empty());

    Kept {
      keys = keys == null ? List.of() : List.copyOf(keys);
    }
  }

  /** Nothing is observed. */
  record None() {}

  static List<Kind> all() {
    return List.of(
        kind(
            Known.KIND,
            "kinds",
            Known.class,
            None.class,
            Kind.Writer.OWNERS,
            "A kind of resource: its schema, its path and the component that attends it",
            List.of(column("PLURAL", "/spec/plural"), column("OWNER", "/spec/owner"))),
        kind(
            Installation.KIND,
            "installations",
            Installation.Spec.class,
            Installation.Status.class,
            Kind.Writer.OWNERS,
            "This installation: what holds it keeps everything outside from being changed",
            List.of(column("HOLDS", "/holds"), column("RESTORED", "/status/restored/backup"))),
        kind(
            Reservation.KIND,
            "reservations",
            Reservation.Spec.class,
            Reservation.Status.class,
            Kind.Writer.OWNERS,
            "Part of a pool that is taken",
            List.of(column("POOL", "/spec/pool"), AGE)),
        kind(
            Secret.KIND,
            "secrets",
            Secret.Spec.class,
            Kept.class,
            Kind.Writer.USERS,
            "Named values that are kept encrypted and never shown",
            List.of(column("DESCRIPTION", "/spec/description"), AGE)),
        kind(
            Account.KIND,
            "accounts",
            Account.Spec.class,
            Kept.class,
            Kind.Writer.USERS,
            "A person or program that may log in",
            List.of(column("ROLES", "/spec/roles"), column("DISABLED", "/spec/disabled"))),
        kind(
            Alarm.KIND,
            "alarms",
            Alarm.Spec.class,
            Alarm.Status.class,
            Kind.Writer.OWNERS,
            "Something that needs a person",
            List.of(
                column("SEVERITY", "/spec/severity"),
                column("SUBJECT", "/spec/subject"),
                column("TEXT", "/spec/text"))),
        kind(
            HoldRule.KIND,
            "holdrules",
            HoldRule.Spec.class,
            HoldRule.Status.class,
            Kind.Writer.USERS,
            "What users write and this matches is held until someone with the right releases it",
            List.of(
                column("KINDS", "/spec/kinds"),
                column("TENANTS", "/spec/tenants"),
                column("REASON", "/spec/reason"))),
        kind(
            Tenant.KIND,
            "tenants",
            Tenant.Spec.class,
            Tenant.Status.class,
            Kind.Writer.USERS,
            "Whose resources are kept apart, with what they may have at most",
            List.of(
                column("DESCRIPTION", "/spec/description"),
                column("SUSPENDED", "/spec/suspended"),
                column("QUOTA", "/spec/quota"))),
        kind(
            Tenant.FORMER,
            "formertenants",
            Tenant.Former.class,
            None.class,
            Kind.Writer.OWNERS,
            "The name of a tenant that is gone: nobody gets it again while this stands",
            List.of(column("ENDED", "/spec/ended"))),
        kind(
            Grant.KIND,
            "grants",
            Grant.Spec.class,
            Grant.Status.class,
            Kind.Writer.USERS,
            "Lets people of another tenant into this one",
            List.of(column("TO", "/spec/to"), column("REASON", "/spec/reason"))),
        kind(
            Role.KIND,
            "roles",
            Role.Spec.class,
            Role.Status.class,
            Kind.Writer.USERS,
            "What those may do who are given it, beside the built-in roles",
            List.of(column("DESCRIPTION", "/spec/description"), column("RIGHTS", "/spec/rights"))),
        kind(
            RouteGrant.KIND,
            "routegrants",
            RouteGrant.Spec.class,
            RouteGrant.Status.class,
            Kind.Writer.USERS,
            "What the routes of a bundle may see and do",
            List.of(column("BUNDLE", "/spec/bundle"), column("RULES", "/spec/rules"))),
        kind(
            Follower.KIND,
            "followers",
            Follower.Spec.class,
            Follower.Status.class,
            Kind.Writer.OWNERS,
            "How far a route that follows the installation has come",
            List.of(
                column("BUNDLE", "/spec/bundle"),
                column("POSITION", "/status/position"),
                column("BEHIND", "/status/behind"),
                column("FAILURE", "/status/failure"))),
        kind(
            Endpoint.KIND,
            "endpoints",
            Endpoint.Spec.class,
            Endpoint.Status.class,
            Kind.Writer.USERS,
            "A system that a driver talks to",
            List.of(
                column("DRIVER", "/spec/driver"),
                column("SITE", "/spec/site"),
                column("SIMULATED", "/status/simulated"))),
        kind(
            Operation.KIND,
            "operations",
            Operation.Spec.class,
            Operation.Status.class,
            Kind.Writer.USERS,
            "Something that is done once with a resource, and how far it is",
            List.of(
                column("WITH", "/spec/name"),
                column("VERB", "/spec/verb"),
                column("PHASE", "/status/phase"),
                column("PERCENT", "/status/percent"),
                column("LINE", "/status/line"))),
        kind(
            Plan.KIND,
            "plans",
            Plan.Spec.class,
            Plan.Status.class,
            Kind.Writer.USERS,
            "What a change would do, to be applied later",
            List.of(column("STATE", "/status/state"), column("MADE", "/status/made"))));
  }

  private static Kind.Column column(String heading, String pointer) {
    return new Kind.Column(heading, pointer);
  }

  private static Kind kind(
      String name,
      String plural,
      Class<? extends Record> spec,
      Class<? extends Record> status,
      Kind.Writer writer,
      String about,
      List<Kind.Column> columns) {
    return new Kind(name, plural, 1, "org.hansa.core.gate", spec, status, writer, about, columns);
  }
}
