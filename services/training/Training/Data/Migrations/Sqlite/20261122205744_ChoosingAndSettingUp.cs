using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerPlatform.Training.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    internal sealed partial class ChoosingAndSettingUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "RoleTurn",
                table: "Supporters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "StoodDownOn",
                table: "Supporters",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Changes",
                table: "Policies",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Language",
                table: "Policies",
                type: "TEXT",
                nullable: false,
                defaultValue: "En");

            migrationBuilder.AddColumn<Guid>(
                name: "PublishedBy",
                table: "Policies",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<DateOnly>(
                name: "PublishedOn",
                table: "Policies",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<string>(
                name: "PublisherName",
                table: "Policies",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Drafts",
                columns: table => new
                {
                    Policy = table.Column<string>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedOn = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drafts", x => new { x.TenantId, x.Policy });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Drafts");

            migrationBuilder.DropColumn(
                name: "RoleTurn",
                table: "Supporters");

            migrationBuilder.DropColumn(
                name: "StoodDownOn",
                table: "Supporters");

            migrationBuilder.DropColumn(
                name: "Changes",
                table: "Policies");

            migrationBuilder.DropColumn(
                name: "Language",
                table: "Policies");

            migrationBuilder.DropColumn(
                name: "PublishedBy",
                table: "Policies");

            migrationBuilder.DropColumn(
                name: "PublishedOn",
                table: "Policies");

            migrationBuilder.DropColumn(
                name: "PublisherName",
                table: "Policies");
        }
    }
}
