package dev.reelbatch.simulator;

import tools.jackson.databind.node.ObjectNode;

/** The API's error answers, {@code {"error":{"message","type","param","code"}}}, as the vendor documents them. */
public final class ApiErrors {

    private static final String TRACE = "rehearsal-trace";
    private static final String INVALID = "invalid_request_error";

    private ApiErrors() {}

    /** 400: something in this row's request is wrong. */
    public static Answer paramError(String message) {
        return error(400, INVALID, "param_error", message);
    }

    /** 400: the prompt is longer than the model takes. */
    public static Answer tokensTooLong() {
        return error(400, INVALID, "tokens_too_long", "The prompt is too long");
    }

    /** 400: refused by moderation. */
    public static Answer moderation() {
        return error(400, INVALID, "sensitive_check_error", "The prompt was refused by the content check");
    }

    /** 400: the key may not use this model. */
    public static Answer modelError() {
        return error(400, INVALID, "model_error", "The model does not exist or you may not use it");
    }

    /** 401: not a valid key. */
    public static Answer authError() {
        return error(401, INVALID, "auth_error", "Validate Certification failed");
    }

    /** 403: the key's quota is used up, or the caller's address is not on its list. */
    public static Answer forbidden() {
        return error(403, "permission_error", "forbidden", "The quota of this key is used up");
    }

    /** 404: the API's documentation names no answer for an unknown task; this is a plausible one. */
    public static Answer unknownTask() {
        return error(404, INVALID, "task_not_found", "The task does not exist");
    }

    /** 400: two tasks with one id of the caller's own. Not documented either; such ids must be unique for a user. */
    public static Answer externalIdUsed() {
        return error(400, INVALID, "param_error", "external_task_id has been used before");
    }

    /** 404: not a path of this API. */
    public static Answer notFound() {
        return error(404, INVALID, "not_found", "There is nothing at this address");
    }

    /** 429: too many requests, without Retry-After, as documented. */
    public static Answer rateLimit() {
        return error(429, "rate_limit_error", "rate_limit", "Too many requests, slow down");
    }

    /** 429: the account runs as many tasks as it may. */
    public static Answer tooManyRunning() {
        return error(429, "rate_limit_error", "rate_limit", "Too many running tasks");
    }

    public static Answer internalError() {
        return error(500, "internal_error", "internal_error", "Something went wrong inside");
    }

    /** 503, which the API's documentation does not list but every gateway sends. */
    public static Answer unavailable() {
        return Answer.html(503, "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>");
    }

    /** 504: the gateway gave up waiting; whether the work was done is unknown. */
    public static Answer gatewayTimeout() {
        return error(504, "timeout", "gateway_timeout_error", "The upstream did not answer in time");
    }

    /** Any error in the API's form. */
    public static Answer error(int status, String type, String code, String message) {
        ObjectNode body = SimulatorJson.object();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", TRACE)
                .put("code", code);
        return Answer.json(status, SimulatorJson.text(body));
    }
}
