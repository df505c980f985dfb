using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Campaigns;

namespace PeerPlatform.Recruitment.Applications;

/// <summary>What somebody is told about the decision ([4] step 7: how to notify those who were selected and those who were not). No score stands in it.</summary>
internal static class Letter
{
    /// <summary>Of a decision that was made.</summary>
    public static LocalText Of(Application application, Campaign campaign, AgencyToday today)
    {
        var (own, kept) = (application.LetterWords.Length == 0 ? "" : $"\n\n{application.LetterWords}", LocalText.Day(application.EraseOn ?? today.Today));
        var (agency, decided) = (today.Agency.Name, LocalText.Day(application.DecidedOn ?? today.Today));
        return application.State switch
        {
            ApplicationState.Selected => new LocalText(
                $"""
                {decided.En}

                Dear {application.Name},

                We would like you to be a peer supporter at {agency}. Thank you for being willing to be there for your colleagues.

                Your training begins now: your training page shows each step. Until all of it is done, nobody will ask you for support. If you find that it is not for you, you can stop at any time and need not say why.{own}

                {application.DecidedByName}, {agency}
                """,
                $"""
                {decided.Es}

                Hola, {application.Name}:

                Nos gustaría contar contigo para apoyar a tus colegas en {agency}. Gracias por estar dispuesto o dispuesta a acompañarlos.

                Tu formación empieza ahora: tu página de formación muestra cada paso. Hasta que todo esté hecho, nadie te pedirá apoyo. Si ves que no es para ti, puedes dejarlo en cualquier momento sin decir por qué.{own}

                {application.DecidedByName}, {agency}
                """),
            ApplicationState.Waiting => new LocalText(
                $"""
                {decided.En}

                Dear {application.Name},

                Thank you for putting yourself forward in “{campaign.Title}”. More people could do this well than there are places. We would like to keep you on the waiting list, and will ask you first when a place becomes free. You can take your name off the list at any time, without a reason.

                What you wrote stays confidential and is erased on {kept.En}. None of it goes into your personnel file.{own}

                {application.DecidedByName}, {agency}
                """,
                $"""
                {decided.Es}

                Hola, {application.Name}:

                Gracias por presentarte en «{campaign.Title}». Hay más personas que podrían hacerlo bien que plazas. Nos gustaría mantenerte en la lista de espera y te preguntaremos primero cuando quede una plaza libre. Puedes salir de la lista en cualquier momento, sin dar un motivo.

                Lo que escribiste es confidencial y se borra el {kept.Es}. Nada de ello pasa a tu expediente laboral.{own}

                {application.DecidedByName}, {agency}
                """),
            _ => new LocalText(
                $"""
                {decided.En}

                Dear {application.Name},

                Thank you for putting yourself forward in “{campaign.Title}”, and for what you shared with us. This time we have chosen others. That says nothing about your worth as a colleague, and you are welcome to come forward again. If you would like to know more, I will gladly talk with you.

                What you wrote stays confidential and is erased on {kept.En}. None of it goes into your personnel file.{own}

                {application.DecidedByName}, {agency}
                """,
                $"""
                {decided.Es}

                Hola, {application.Name}:

                Gracias por presentarte en «{campaign.Title}» y por lo que compartiste. Esta vez hemos elegido a otras personas. Eso no dice nada de tu valor como colega, y puedes volver a presentarte. Si quieres saber más, hablaré contigo con mucho gusto.

                Lo que escribiste es confidencial y se borra el {kept.Es}. Nada de ello pasa a tu expediente laboral.{own}

                {application.DecidedByName}, {agency}
                """),
        };
    }
}
