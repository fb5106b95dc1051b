package org.hansa.core.rest;

import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import javax.ws.rs.ext.Provider;

/** Hands every exception of JAX-RS to {@link Trouble}. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {

  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable thrown) {
    Arriving.end(request);
    Trouble trouble =
        Trouble.of(Lookup.first(request, thrown), String.valueOf(request.getAttribute(Call.ID)));
    Response.ResponseBuilder answer =
        Response.status(trouble.status()).type(Trouble.MEDIA_TYPE).entity(trouble.body());
    trouble.headers().forEach(answer::header);
    return answer.build();
  }
}
