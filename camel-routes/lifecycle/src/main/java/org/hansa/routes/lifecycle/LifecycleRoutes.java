package org.hansa.routes.lifecycle;

import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.osgi.service.component.annotations.Component;

/**
 * The life of an application: each line says which changes wake a controller. When to look again
 * though nothing changed, a controller says itself.
 */
@Component(service = RoutesBuilder.class)
public final class LifecycleRoutes extends RouteBuilder {

  @Override
  public void configure() {
    // What is there to run on.
    from("hansa-changes:resources?kinds=Endpoint&owners=Host,Site")
        .routeId("lifecycle.resources")
        .to("hansa-step:resources");
    from("hansa-changes:resources.places?kinds=Endpoint")
        .routeId("lifecycle.places")
        .to("hansa-step:resources.places");
    from("hansa-changes:resources.site?kinds=Site&all=Host,Endpoint")
        .routeId("lifecycle.site")
        .to("hansa-step:resources.site");

    // What guests are offered of it.
    from("hansa-changes:federation?kinds=Contract&all=Grant,Tenant,Site,Host")
        .routeId("lifecycle.federate")
        .to("hansa-step:federation");

    // What can wait becomes an application when its hour has come. A new forecast wakes no job:
    // each is planned anew at its next hour, and there may be many.
    from("hansa-changes:scheduler?kinds=Job&owners=Application,Instance")
        .routeId("lifecycle.schedule")
        .to("hansa-step:scheduler");
    from("hansa-changes:scheduler.issues?kinds=EnergySeries")
        .routeId("lifecycle.forecast")
        .to("hansa-step:scheduler.issues");

    // From an application to its parts, to their places, to what runs there.
    from("hansa-changes:orchestrator?kinds=Application&owners=Workload,Connection")
        .routeId("lifecycle.orchestrate")
        .to("hansa-step:orchestrator");
    from("hansa-changes:multicloud?kinds=Application&owners=Workload,Connection,Reservation"
            + "&waiting=Site,Host,Endpoint&all=Contract,Grant,PlacementPolicy&tenant=Optimization")
        .routeId("lifecycle.place")
        .to("hansa-step:multicloud");
    // Which moves all of a tenant's applications together would gain by; the next of those that
    // are accepted comes when the former has arrived.
    from("hansa-changes:multicloud.optimizer?kinds=Optimization&tenant=Application,Instance")
        .routeId("lifecycle.optimize")
        .to("hansa-step:multicloud.optimizer");
    // Who is to leave a host that has less than is reserved of it.
    from("hansa-changes:multicloud.shortages?kinds=Host")
        .routeId("lifecycle.shortages")
        .to("hansa-step:multicloud.shortages");
    from("hansa-changes:wdm?kinds=Workload&owners=Reservation,Instance&labels=Connection")
        .routeId("lifecycle.deploy")
        .to("hansa-step:wdm");
    // Who is to stop waits until no connection leads there.
    from("hansa-changes:wdm.instance?kinds=Instance&waiting=Endpoint&labels=Connection"
            + "&concurrency=8")
        .routeId("lifecycle.run")
        .to("hansa-step:wdm.instance");

    // A connection follows its provider's instances also when it is ready.
    from("hansa-changes:connectivity?kinds=Connection&owners=Reservation&waiting=Host,Endpoint"
            + "&labels=Instance,Workload")
        .routeId("lifecycle.connect")
        .to("hansa-step:connectivity");

    // What runs is metered; what nobody owns any more is swept.
    from("hansa-changes:workloads?kinds=Instance")
        .routeId("lifecycle.meter")
        .to("hansa-step:workloads");
    from("hansa-changes:workloads.orphans?kinds=Endpoint")
        .routeId("lifecycle.sweep")
        .to("hansa-step:workloads.orphans");
    from("hansa-changes:workloads.forwards?kinds=Endpoint")
        .routeId("lifecycle.sweepForwards")
        .to("hansa-step:workloads.forwards");
  }
}
