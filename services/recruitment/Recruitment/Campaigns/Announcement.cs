using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Recruitment.Campaigns;

/// <summary>The text that invites people, after the sample of [4] app. D (P-3.4).</summary>
internal static class Announcement
{
    public static LocalText Of(Campaign campaign, string agency)
    {
        var (position, until) = (campaign.Position, LocalText.Day(campaign.ApplyUntil));
        var (goalEn, goalEs) = campaign.Goal.Length == 0 ? ("", "") : ($"\n\nWe would like our team to reflect everybody who works here. {campaign.Goal}", $"\n\nQueremos que el equipo refleje a todas las personas que trabajan aquí. {campaign.Goal}");
        return new LocalText(
            $"""
            Do you like to help a colleague through hard times? Can you listen?

            {agency} is looking for peer supporters{(campaign.TeamId is null ? "" : $" in {campaign.TeamName}")}: colleagues who listen, who know the work, and who help to find what helps. You don't have to be a clinician, and you don't have to have an answer.

            What it is
            {position.Tasks}

            It takes about {position.HoursAMonth} hours a month for {position.Months} months. {position.PaySentence().En}

            What helps
            You care how your colleagues are. You listen well. You have been through hard times yourself and can speak of it where it helps. What you hear stays with you.{goalEn}

            Apply on this platform until {until.En}. You can also name a colleague: nobody can see who named whom. Your application is treated as confidential, and it never becomes part of your personnel file.
            """,
            $"""
            ¿Te gusta ayudar a un colega en momentos difíciles? ¿Sabes escuchar?

            {agency} busca personas de apoyo entre colegas{(campaign.TeamId is null ? "" : $" en {campaign.TeamName}")}: personas que escuchan, que conocen el trabajo y que ayudan a encontrar lo que sirve. No hace falta ser profesional clínico ni tener la respuesta.

            En qué consiste
            {position.Tasks}

            Son unas {position.HoursAMonth} horas al mes durante {position.Months} meses. {position.PaySentence().Es}

            Qué ayuda
            Te importa cómo están tus colegas. Escuchas bien. Has pasado por momentos difíciles y puedes hablar de ello cuando ayuda. Lo que oyes se queda contigo.{goalEs}

            Presenta tu solicitud en esta plataforma hasta el {until.Es}. También puedes proponer a un colega: nadie puede ver quién propuso a quién. Tu solicitud es confidencial y nunca pasa a formar parte de tu expediente laboral.
            """);
    }
}
