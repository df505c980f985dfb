using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerPlatform.Reporting.Data.Migrations.Postgres
{
    /// <inheritdoc />
    internal sealed partial class ProgrammeFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "QuarterFigures",
                columns: table => new
                {
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Supporters = table.Column<int>(type: "integer", nullable: false),
                    QualifiedSupporters = table.Column<int>(type: "integer", nullable: false),
                    OthersQualified = table.Column<int>(type: "integer", nullable: false),
                    Selected = table.Column<int>(type: "integer", nullable: false),
                    StoodDown = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuarterFigures", x => new { x.TenantId, x.From });
                });

            migrationBuilder.CreateTable(
                name: "SupporterTurns",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    What = table.Column<string>(type: "text", nullable: false),
                    Turn = table.Column<int>(type: "integer", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Begins = table.Column<bool>(type: "boolean", nullable: false),
                    CountsOn = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SupporterTurns", x => new { x.TenantId, x.MemberId, x.What, x.Turn });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "QuarterFigures");

            migrationBuilder.DropTable(
                name: "SupporterTurns");
        }
    }
}
