package org.interlaminar.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page whether an operator looks at it, so that it leads nobody where they may not go. */
@ControllerAdvice
class WhoSees {
    @ModelAttribute("operator")
    boolean operator(HttpServletRequest request) {
        return request.isUserInRole(Role.OPERATOR.name());
    }
}
