package org.interlaminar.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.interlaminar.access.Bearers.Bearer;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in whoever carries a credential ({@code Authorization: Bearer}); one that is nobody's is refused without saying why. */
final class BearerLogin extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final List<Bearers> known;
    private final AuthenticationEntryPoint refused;
    private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    BearerLogin(AuthenticationEntryPoint refused, Bearers... known) {
        this.refused = refused;
        this.known = List.of(known);
    }

    /** Whether the request came with a credential. */
    static boolean isTried(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isTried(request)) {
            try {
                letIn(bearer(request), request, response);
            } catch (AuthenticationException e) {
                SecurityContextHolder.clearContext();
                refused.commence(request, response, e);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Bearer bearer(HttpServletRequest request) {
        String credential = request.getHeader(HttpHeaders.AUTHORIZATION)
                .substring(SCHEME.length())
                .strip();
        try {
            return known.stream()
                    .map(bearers -> bearers.of(credential))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow(() -> new BadCredentialsException("nobody's credential"));
        } catch (DataAccessException | TransactionException e) {
            throw new InternalAuthenticationServiceException("the store cannot be asked", e);
        }
    }

    private void letIn(Bearer bearer, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(
                bearer.who(),
                "",
                List.of(new SimpleGrantedAuthority(bearer.role().authority()))));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
