using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.SignIn;

/// <summary>Signing in and out, and the first password by a set-up link.</summary>
internal static class SignInPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage("/sign-in", Show);
        routes.OpenForm("/sign-in", EnterAsync);
        routes.MemberForm("/sign-out", Permission.OwnAccount, LeaveAsync);
        routes.OpenPage("/set-up/{token}", ShowSetUpAsync);
        routes.OpenForm("/set-up/{token}", SetUpAsync);
    }

    private static IResult Show(HttpContext context)
    {
        var back = LocalPath.OrHome(context.Request.Query["return"]);
        return new Reader(context.User).IsSignedIn
            ? TypedResults.Redirect(back)
            : SignInForm(back, "", again: context.Request.Query["again"] == "1", ready: context.Request.Query["ready"] == "1");
    }

    private static async Task<IResult> EnterAsync(
        HttpContext context, TenancyApi tenancy, SessionRefresh sessions, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var back = LocalPath.OrHome(form["return"]);
        var email = form["email"].ToString().Trim();
        var reply = await tenancy.SignInAsync(email, form["password"].ToString(), cancellationToken);
        if (reply.Problem is { } problem)
        {
            return problem.Status < 500 ? SignInForm(back, email, refused: true) : throw new ServiceSilent("tenancy", null);
        }

        var session = await sessions.DescribeAsync(reply.Value!, cancellationToken);
        var properties = new AuthenticationProperties();
        session.Tokens.KeepIn(properties);
        await context.SignInAsync(SessionSetup.Scheme, session.Person, properties);
        return Redirection.To(back);
    }

    private static RazorComponentResult<SignInPage> SignInForm(
        string back, string email, bool refused = false, bool again = false, bool ready = false) =>
        new(new { Return = back, Email = email, Refused = refused, Again = again, Ready = ready })
        {
            StatusCode = refused ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };

    private static async Task<IResult> LeaveAsync(HttpContext context, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        try
        {
            await tenancy.SignOutAsync(cancellationToken);
        }
        catch (Exception e) when (e is ServiceSilent or SessionOver)
        {
            // The cookie goes in any case; the tokens in it end by themselves.
        }

        await context.SignOutAsync(SessionSetup.Scheme);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Redirection.To("/");
    }

    private static async Task<IResult> ShowSetUpAsync(string token, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var reply = await tenancy.SetupLinkAsync(token, cancellationToken);
        return reply.Problem switch
        {
            null => SetUpForm(token, reply.Value!, null, null),
            { Status: < 500 } => LinkOver(),
            _ => throw new ServiceRefused("tenancy", reply.Problem),
        };
    }

    private static async Task<IResult> SetUpAsync(
        string token, HttpContext context, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var link = await tenancy.SetupLinkAsync(token, cancellationToken);
        if (link.Problem is { Status: < 500 })
        {
            return LinkOver();
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var entered = SetUpEntry.From(form);
        var setUp = link.OrThrow("tenancy");
        if (entered.Password != form["again"].ToString())
        {
            return SetUpForm(token, setUp, entered, new ApiProblem(400, "", "The two passwords are not the same.", "again", "Type the same password in both fields."));
        }

        var isNetwork = setUp.Kind == "network";
        var reply = await tenancy.RedeemAsync(
            new RedeemSetupLink(
                token, entered.Password,
                isNetwork ? entered.NetworkName : null, isNetwork ? entered.GivenName : null,
                isNetwork ? entered.FamilyName : null, isNetwork ? entered.Email : null),
            cancellationToken);
        return reply.Problem switch
        {
            null => Redirection.To("/sign-in?ready=1"),
            { Status: 410 or 404 } => LinkOver(),
            { Status: < 500 } problem => SetUpForm(token, setUp, entered, problem),
            _ => throw new ServiceRefused("tenancy", reply.Problem),
        };
    }

    private static RazorComponentResult<SetUpPage> SetUpForm(string token, SetupLink link, SetUpEntry? entered, ApiProblem? problem) =>
        new(new { Token = token, Link = link, Entered = entered ?? SetUpEntry.Empty, Problem = problem })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };

    private static RazorComponentResult<SetUpOverPage> LinkOver() => new() { StatusCode = StatusCodes.Status410Gone };
}


/// <summary>What was typed on the set-up page; shown again, without the password, when something is refused.</summary>
public sealed record SetUpEntry(string Password, string? NetworkName, string? GivenName, string? FamilyName, string? Email)
{
    public static SetUpEntry Empty { get; } = new("", null, null, null, null);

    internal static SetUpEntry From(IFormCollection form) => new(
        form["password"].ToString(), Trimmed(form["networkName"]), Trimmed(form["givenName"]), Trimmed(form["familyName"]), Trimmed(form["email"]));

    private static string Trimmed(string? value) => value?.Trim() ?? "";
}
