package org.hansa.core.rest;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.core.MediaType;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Function;

/**
 * {@code GET /api/v1/PLURAL/TENANT/NAME/FUNCTION?follow=true}, where the function's answers go on.
 * The first of them is waited for here, so that whoever cannot follow is told by a status.
 */
final class FollowDoor {

  static final String FOLLOW = "follow";

  private static final Pattern PATH =
      Pattern.compile("/api/v1/([^/]+)/([^/]+)/([^/]+)/([a-z][a-z0-9-]{0,62})/?");
  private static final String LAST = "Last-Event-ID";
  private static final int LONGEST = 200;
  private static final Pattern MANY = Pattern.compile("[1-9][0-9]{3}|10000");

  private final Services services;
  private final Lookup lookup;
  private final Followers followers;
  private final Authentication authentication;

  FollowDoor(Services services, Lookup lookup, Followers followers, Authentication authentication) {
    this.services = services;
    this.lookup = lookup;
    this.followers = followers;
    this.authentication = authentication;
  }

  /** Answers if something is to be followed that can be; false if it is anything else. */
  boolean serves(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    Matcher asked = PATH.matcher(path);
    if (!reads
        || !asked.matches()
        || !Query.any(request).text(FOLLOW).equals(Optional.of("true"))) {
      return false;
    }
    String kind = lookup.kind(asked.group(1)).kind();
    String function = asked.group(4);
    boolean follows =
        services.planner().functions().stream()
            .anyMatch(f -> f.kind().equals(kind) && f.name().equals(function) && f.follows());
    if (follows) {
      answer(request, response, asked, function);
    }
    return follows;
  }

  private void answer(
      HttpServletRequest request, HttpServletResponse response, Matcher asked, String function)
      throws IOException {
    WatchDoor.accepts(request, MediaType.SERVER_SENT_EVENTS_TYPE);
    Call call = Call.of(request);
    Resource found = lookup.read(call, lookup.ref(asked.group(1), asked.group(2), asked.group(3)));
    Map<String, String> arguments = arguments(request);
    if (request.getMethod().equals("HEAD")) {
      services.gate().require(call.principal(), "ask", found.ref());
      response.setContentType(WatchDoor.TYPE);
      return;
    }
    Followed followed = new Followed(call.principal().name(), found.ref(), found.uid(), function);
    followers.open(
        request,
        response,
        followed,
        () ->
            services
                .planner()
                .ask(call.principal(), found.ref(), function, arguments)
                .as(Function.Text.class),
        arguments.get("after").isEmpty(),
        () -> authentication.principal(request));
  }

  /** A browser says where it was by itself; that counts before what the address says. */
  private static Map<String, String> arguments(HttpServletRequest request) {
    Map<String, String> arguments = new TreeMap<>(Query.any(request).values());
    arguments.remove(FOLLOW);
    String last = request.getHeader(LAST);
    if (last != null) {
      if (last.length() > LONGEST) {
        throw Problem.invalid(LAST, last.length() + " characters", "at most " + LONGEST, "Cut it.");
      }
      arguments.put("after", last);
    }
    arguments.putIfAbsent("after", "");
    if (!arguments.get("after").isEmpty()) {
      // All that follow come anyhow: they come in parts as those after them do.
      arguments.computeIfPresent(
          "lines", (name, lines) -> MANY.matcher(lines).matches() ? Follower.MOST + "" : lines);
    }
    return arguments;
  }
}
