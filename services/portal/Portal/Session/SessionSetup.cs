using System.Xml.Linq;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Errors;

namespace PeerPlatform.Portal.Session;

/// <summary>The session cookie, the pages' policies on it, and antiforgery.</summary>
internal static class SessionSetup
{
    public const string Scheme = "session";
    public const string Cookie = "__Host-session";
    public const string FormsCookie = "__Host-forms";

    public static string PolicyOf(string permission) => $"page:{permission}";

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SessionRefresh>();
        services.AddSingleton<SharedRenewal>();
        services.AddAuthentication().AddCookie(Scheme, options =>
        {
            options.Cookie.Name = Cookie;
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.IsEssential = true;
            options.ExpireTimeSpan = TimeSpan.FromHours(12);
            options.SlidingExpiration = true;
            options.Events = new CookieAuthenticationEvents
            {
                OnValidatePrincipal = context =>
                    context.HttpContext.RequestServices.GetRequiredService<SessionRefresh>().ValidateAsync(context),
                OnRedirectToLogin = context =>
                {
                    context.Response.Redirect(SignInAddress(context.HttpContext));
                    return Task.CompletedTask;
                },
                OnRedirectToAccessDenied = context => ErrorPages.ShowAsync(context.HttpContext, StatusCodes.Status403Forbidden),
            };
        });

        var authorization = services.AddAuthorizationBuilder();
        foreach (var permission in AccessTable.Rows.Keys)
        {
            authorization.AddPolicy(PolicyOf(permission), policy => policy
                .AddAuthenticationSchemes(Scheme)
                .RequireAuthenticatedUser()
                .RequireAssertion(context => new Reader(context.User).May(permission)));
        }

        AddKeys(services, configuration);
        // It warns that it sets no-store, which every page wants.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error));
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = "form-key";
            options.SuppressXFrameOptionsHeader = true;
            options.Cookie = new AlwaysSecureCookie
            {
                Name = FormsCookie,
                Path = "/",
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                IsEssential = true,
            };
        });
    }

    /// <summary>
    /// Keys of the configuration, the same for all replicas; without them a folder, for a portal that is alone (decision 0006).
    /// </summary>
    private static void AddKeys(IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName("peerplatform");
        if (SessionKeys.From(configuration) is { } keys)
        {
            services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(keys));
            services.Configure<KeyManagementOptions>(ring =>
            {
                ring.XmlRepository = new NoOtherKeys();
                ring.AutoGenerateKeys = false;
            });
        }
        else
        {
            // The folder of the data is the boundary: whoever reads it can read the databases too (decision 0006).
            protection.PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(configuration["Database:Folder"] ?? "data", "portal-keys")));
        }

        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
    }

    /// <summary>The framework's own ring, which nothing uses beside the configured keys, stays empty.</summary>
    private sealed class NoOtherKeys : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [];

        public void StoreElement(XElement element, string friendlyName)
        {
        }
    }

    /// <summary>Sign-in that comes back to where the person was; after a refused write, to the page that it came from.</summary>
    public static string SignInAddress(HttpContext context)
    {
        var request = context.Request;
        var back = HttpMethods.IsGet(request.Method)
            ? $"{request.Path}{request.QueryString}"
            : Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from) ? from.PathAndQuery : "/";
        var again = request.Cookies.ContainsKey(Cookie) ? "1" : null;
        return QueryHelpers.AddQueryString("/sign-in", new Dictionary<string, string?>
        {
            ["return"] = LocalPath.OrHome(back),
            ["again"] = again,
        }.Where(p => p.Value is not null));
    }

    /// <summary>
    /// Secure also where TLS ends before this process; browsers take such a cookie over TLS and from localhost only.
    /// </summary>
    private sealed class AlwaysSecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
