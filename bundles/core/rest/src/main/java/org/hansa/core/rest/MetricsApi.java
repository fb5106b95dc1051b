package org.hansa.core.rest;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.metrics.OpenMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the installation measures of itself, for who operates it: Prometheus with a token. */
@Path("/api/v1/metrics")
public final class MetricsApi {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsApi.class);

  private final Services services;

  /** What was left out the last time: it is asked for all the time, and said once. */
  private volatile Set<String> unread = Set.of();

  MetricsApi(Services services) {
    this.services = services;
  }

  @GET
  @Produces(OpenMetrics.MEDIA_TYPE)
  public Response metrics(@Context HttpServletRequest request) {
    Call call = Call.of(request);
    Query.of(request);
    if (!services.gate().may(call.principal(), "read", "Metrics", Principal.SYSTEM_TENANT)) {
      throw Problem.lacking(
          call.principal().name() + " may not read what the installation measures of itself",
          "Ask for a role that may, in the tenant system.",
          Problem.Missing.of("read", "Metrics", Principal.SYSTEM_TENANT));
    }
    Set<String> failed = new TreeSet<>();
    List<Family> all =
        Measured.all(
            services.measured(),
            (part, e) -> {
              String name = part.getClass().getName();
              if (failed.add(name) && !unread.contains(name)) {
                LOG.warn("What {} measures cannot be read, and is left out.", name, e);
              }
            });
    unread.stream()
        .filter(name -> !failed.contains(name))
        .forEach(name -> LOG.info("What {} measures is not left out any more.", name));
    unread = Set.copyOf(failed);
    return Response.ok(OpenMetrics.text(all), OpenMetrics.MEDIA_TYPE).build();
  }
}
