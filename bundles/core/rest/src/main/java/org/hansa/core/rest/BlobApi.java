package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.HEAD;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Principal;

/**
 * Content-addressed files. Who may read applications may read what they are made of, if he knows
 * its digest; who may write applications may bring such files.
 */
@Path("/api/v1/blobs")
public final class BlobApi {

  private static final String OF = "Application";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Services services;

  BlobApi(Services services) {
    this.services = services;
  }

  @POST
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces(MediaType.APPLICATION_JSON)
  public Response put(@Context HttpServletRequest request, InputStream body) throws IOException {
    Call call = Call.of(request);
    Query.of(request);
    check(call, "write");
    if (request.getContentType() == null) {
      throw Trouble.wrongType("a body without a Content-Type");
    }
    if (request.getContentLengthLong() > Blobs.MAX_BYTES) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "a blob of " + request.getContentLengthLong() + " bytes is over " + Blobs.MAX_BYTES,
          "Split it.");
    }
    String digest = services.store().put(body);
    return Replies.json(201, JsonNodeFactory.instance.objectNode().put("digest", digest))
        .header("Location", "/api/v1/blobs/" + digest)
        .build();
  }

  @HEAD
  @Path("{digest}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Response has(@PathParam("digest") String digest, @Context HttpServletRequest request) {
    check(Call.of(request), "read");
    Query.of(request);
    if (!services.store().has(checked(digest))) {
      throw absent(digest);
    }
    return Response.ok().build();
  }

  @GET
  @Path("{digest}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Response get(@PathParam("digest") String digest, @Context HttpServletRequest request)
      throws IOException {
    check(Call.of(request), "read");
    Query.of(request);
    if (!services.store().has(checked(digest))) {
      throw absent(digest);
    }
    // JAX-RS closes the stream when it has been sent.
    return Response.ok(services.store().open(digest), MediaType.APPLICATION_OCTET_STREAM).build();
  }

  private void check(Call call, String verb) {
    Principal principal = call.principal();
    if (!services.gate().may(principal, verb, OF, principal.tenant())) {
      throw Problem.lacking(
          principal.name() + " may not " + verb + " what applications are made of",
          "Ask for a role that may " + verb + " applications.",
          Problem.Missing.of(verb, OF, principal.tenant()));
    }
  }

  private static String checked(String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw Problem.invalid(
          "digest", digest, "sha256: and 64 hexadecimal digits", "Take it from the upload.");
    }
    return digest;
  }

  private static Problem absent(String digest) {
    return new Problem(Problem.Reason.NOT_FOUND, "there is no blob " + digest, "Upload it.");
  }
}
