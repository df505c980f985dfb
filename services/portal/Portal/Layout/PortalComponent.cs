using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PeerPlatform.Portal.Session;
using PeerPlatform.Portal.Texts;

namespace PeerPlatform.Portal.Layout;

/// <summary>What every page and part can use: the words, the request, and who reads.</summary>
public abstract class PortalComponent : ComponentBase
{
    private Reader? _reader;

    [CascadingParameter]
    public HttpContext Context { get; set; } = null!;

    /// <summary>The portal's words, by their English text.</summary>
    [Inject]
    protected IStringLocalizer<Words> T { get; set; } = null!;

    protected Reader Reader => _reader ??= new Reader(Context.User);

    protected string Minutes(int minutes) => minutes == 1 ? T["1 minute"] : T["{0} minutes", minutes];

    protected bool IsCollecting => PageFrame.IsCollecting(Context);
}
