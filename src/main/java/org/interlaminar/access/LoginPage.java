package org.interlaminar.access;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The form people log in with; {@code templates/login.html}. */
@Controller
class LoginPage {
    @GetMapping("/login")
    String login(
            @RequestParam(name = "error", required = false) String error,
            @RequestParam(name = "logout", required = false) String logout,
            Model model) {
        model.addAttribute("wrong", error != null);
        model.addAttribute("loggedOut", logout != null);
        return "login";
    }
}
